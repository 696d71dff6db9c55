using System.Reflection;

namespace NetGen.ML;

/// <summary>
/// What ML.NET's catalog of components takes names of loaders from. The attribute that says so is ML.NET's own and cannot stand in the
/// source of other assemblies, so an assembly that exists in memory only has it.
/// </summary>
internal sealed class LoaderAssembly : Assembly
{
    private readonly Attribute[] _attributes = MachineLearning.LoadableClass(
        typeof(Microsoft.ML.ITransformer), typeof(NetworkLoader), NetworkModel.Loader);

    public override string FullName => "NetGen.ML.Loader";

    public override object[] GetCustomAttributes(Type attributeType, bool inherit) =>
        attributeType.IsInstanceOfType(_attributes[0]) ? _attributes : [];

    public override AssemblyName GetName(bool copiedName) => new(FullName);

    public override Type[] GetTypes() => [];
}
