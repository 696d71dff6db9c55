using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NetGen.ML;

/// <summary>
/// What ML.NET offers to its own assemblies only, by reflection and in this one place: a schema's shape, which an estimator must give, and
/// the names and entries of what is in a pipeline's file.
/// </summary>
internal static class MachineLearning
{
    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DoNotWrapExceptions;

    private static readonly Assembly Core = typeof(ITransformer).Assembly;

    private static readonly Func<DataViewSchema, SchemaShape> Shape =
        Method(typeof(SchemaShape), "Create", typeof(DataViewSchema)).CreateDelegate<Func<DataViewSchema, SchemaShape>>();

    /// <summary>The shape of a schema.</summary>
    public static SchemaShape ShapeOf(DataViewSchema schema) => Shape(schema);

    /// <summary>Attributes that name a loader of models.</summary>
    /// <param name="type">What it loads.</param>
    /// <param name="loader">A class with <c>Create</c>.</param>
    /// <param name="name">Its name in files.</param>
    public static Attribute[] LoadableClass(Type type, Type loader, string name)
    {
        Type attribute = Internal("Microsoft.ML.LoadableClassAttribute"), signature = Internal("Microsoft.ML.SignatureLoadModel");
        ConstructorInfo constructor = attribute.GetConstructor(
            Any, [typeof(Type), typeof(Type), typeof(Type), typeof(Type), typeof(string), typeof(string[])])
            ?? throw Missing(attribute, ".ctor");
        Attribute[] attributes = (Attribute[])Array.CreateInstance(attribute, 1);
        attributes[0] = (Attribute)constructor.Invoke(Any, null, [type, loader, null, signature, name, new[] { name }], null);
        return attributes;
    }

    /// <summary>Writes what names the loader, with ML.NET's loader of custom mappings behind it.</summary>
    /// <remarks>
    /// Where nobody registered the first, ML.NET tries the second, which finds no mapping of the name that is written here, and says it: so
    /// the name is what to do.
    /// </remarks>
    /// <param name="context">Where ML.NET's saving stands.</param>
    /// <param name="loader">The loader's name.</param>
    /// <param name="advice">What to do where it is not there.</param>
    public static void SaveHeader(ModelSaveContext context, string loader, string advice)
    {
        const string Signature = "CUSTOMXF", CustomMapping = "CustomTransformer";
        const uint Version = 0x00010002, OldestRead = 0x00010001;
        Type versionInfo = Internal("Microsoft.ML.VersionInfo");
        object version = Activator.CreateInstance(
            versionInfo, Signature, Version, Version, OldestRead, typeof(CustomMappingCatalog).Assembly.FullName, loader, CustomMapping)!;
        Call(context, "SetVersionInfo", [versionInfo], version);
        Call(context, "SaveString", [typeof(string)], advice);
        Call(context, "SaveString", [typeof(string)], typeof(MachineLearning).Assembly.FullName!);
    }

    /// <summary>Reads what <see cref="SaveHeader"/> wrote behind the loader's name: ML.NET wants to see its end.</summary>
    /// <param name="context">A <c>ModelLoadContext</c>.</param>
    public static void LoadHeader(object context)
    {
        Call(context, "LoadString", []);
        Call(context, "LoadString", []);
    }

    /// <summary>Writes an entry beside the header.</summary>
    public static void SaveEntry(ModelSaveContext context, string name, Action<BinaryWriter> write) =>
        Call(context, "SaveBinaryStream", [typeof(string), typeof(Action<BinaryWriter>)], name, write);

    /// <summary>Reads an entry beside the header.</summary>
    /// <param name="context">A <c>ModelLoadContext</c>.</param>
    /// <param name="name">The entry's name.</param>
    /// <param name="read">Reads it.</param>
    /// <returns>Whether it is there.</returns>
    public static bool LoadEntry(object context, string name, Action<BinaryReader> read) =>
        (bool)Call(context, "TryLoadBinaryStream", [typeof(string), typeof(Action<BinaryReader>)], name, read)!;

    private static object? Call(object target, string method, Type[] types, params object[] arguments) =>
        Method(target.GetType(), method, types).Invoke(target, Any, null, arguments, null);

    private static MethodInfo Method(Type type, string name, params Type[] types) =>
        type.GetMethod(name, Any, types) ?? throw Missing(type, name);

    private static Type Internal(string name) => Core.GetType(name) ?? throw Missing(typeof(ITransformer), name);

    private static NotSupportedException Missing(Type type, string name) => new(
        $"This version of ML.NET, {Core.GetName().Version}, has no {name} in {type.Name}: NetGen.ML was made for 5.0.");
}
