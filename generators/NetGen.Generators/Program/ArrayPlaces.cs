namespace NetGen.Generators.Program;

/// <summary>The arrays of <see cref="Rolling"/> get as many places as the lifetimes of their elements need.</summary>
internal static class ArrayPlaces
{
    public static LoweredProgram Run(LoweredProgram program) => program with
    {
        Places = program.Places.With(program.Arrays, program.Arrays.ToDictionary(
            array => array,
            array => array.Kind is BufferKind.Activation or BufferKind.Panel
                ? program.Lifetimes.PlacesFor(array.Elements)
                : array.Elements.Count)),
    };
}
