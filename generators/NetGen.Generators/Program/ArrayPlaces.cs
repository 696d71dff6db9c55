namespace NetGen.Generators.Program;

/// <summary>
/// Ends the arrays of <see cref="Rolling"/>: their elements are numbered from 0 and get as many places as their lifetimes need.
/// </summary>
internal static class ArrayPlaces
{
    public static LoweredProgram Run(LoweredProgram program)
    {
        foreach (BufferArray array in program.Arrays)
        {
            Buffer[] elements = [.. array.Elements.Values];
            if (array.IsFixed)
            {
                array.Offset = elements[0].Offset;
            }

            array.Close();
            if (array.Kind is BufferKind.Activation or BufferKind.Panel)
            {
                array.Slots = program.Lifetimes.PlacesFor(elements);
            }
        }

        return program;
    }
}
