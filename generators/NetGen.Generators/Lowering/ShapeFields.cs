using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;

namespace NetGen.Generators.Lowering;

/// <summary>The constants of a shape that the runtime's kernels are called with.</summary>
internal static class ShapeFields
{
    /// <summary>
    /// The fields that say something: steps of a loop that runs once, and distances between groups where there is one, say nothing.
    /// What is 0, or what the runtime's shapes assume by themselves, is left out as well.
    /// </summary>
    public static EquatableArray<Field> Of(params Field[] fields)
    {
        bool Is(string name, int value) => fields.Any(f => f.Name == name && f.Value == value);
        bool Says(Field field) => field.Name switch
        {
            _ when !field.Value.IsConstant => true,
            "OuterCount" or "InnerCount" or "Groups" or "XStep" or "YStep" => field.Value != 1,
            "OuterStep" => !Is("OuterCount", 1) && field.Value != 0,
            "InnerStep" => !Is("InnerCount", 1) && field.Value != 0,
            "AGroup" or "XGroup" or "GroupStep" => !Is("Groups", 1),
            _ => field.Value != 0,
        };
        return fields.Where(Says).ToEquatableArray();
    }
}
