using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Ilgpu.Schedule;

/// <summary>
/// Finds the programs that run as one chain: every contraction is a matrix product of at most 128 columns and products over samples of one
/// row, nothing between them needs other samples, and up to the output nothing needs the whole sample. Gradients of weights and sums over
/// the batch come after the chain.
/// </summary>
internal static class Chains
{
    /// <summary>Widest layer.</summary>
    public const int MostColumns = 128;

    /// <summary>Products for which weights lie in shared memory at a time.</summary>
    public const int WeightDepth = 16;

    /// <summary>The program as a chain, and what comes after it; as it is where it is none.</summary>
    public static LoweredProgram Run(LoweredProgram program)
    {
        if (Find([.. program.Forward, .. program.Loss, .. program.Backward], program.Results, program.Places.RealSize) is not { } found)
        {
            return program;
        }

        HashSet<Launch> early = [.. program.Forward, .. program.Loss];
        return program.With(
            [
                program.Pack,
                [found.Chain],
                [.. found.After.Where(early.Contains)],
                [.. found.After.Where(launch => !early.Contains(launch))],
            ]);
    }

    private static (ChainLaunch Chain, IReadOnlyList<Launch> After)? Find(
        IReadOnlyList<Launch> launches, IReadOnlyList<Buffer> results, int elementSize)
    {
        Launch[] members = [.. launches.Where(IsMember)], rest = [.. launches.Except(members)];
        HashSet<Buffer> late =
            [.. rest.SelectMany(launch => launch.Accesses).Where(access => access.Writes).Select(access => access.Buffer)];
        if (members.OfType<ContractionLaunch>().Count() < 2
            || rest.Any(launch => launch is not (SplitGradientLaunch or SumLaunch or ElementwiseLaunch))
            || members.Any(member => member.Accesses.Any(access => late.Contains(access.Buffer)))
            || ReducesBeforeOutput(members))
        {
            return null;
        }

        HashSet<Buffer> stored =
            [.. rest.SelectMany(launch => launch.Accesses).Where(access => !access.Writes).Select(access => access.Buffer).Concat(results)];
        foreach (int rows in new[] { 16, 8 })
        {
            (Dictionary<Buffer, int> places, int size) = Place(members, rows);
            int widest = members.OfType<ContractionLaunch>().Max(Columns);
            int work = rows * TypicalGpu.Pitch(widest) + WeightDepth * (widest + 1) + 128;
            if ((size + work) * elementSize <= TypicalGpu.SharedBytes)
            {
                return (
                    new ChainLaunch(members, rows, places, size, stored)
                    { MultiplyAdds = members.Sum(member => member.MultiplyAdds) }, rest);
            }
        }

        return null;
    }

    /// <summary>Columns of a product's result.</summary>
    public static int Columns(ContractionLaunch launch) =>
        launch.Node.Role == ContractionRole.Output ? launch.Node.Geometry.Outputs : launch.Node.Geometry.Channels;

    /// <summary>Products of each of its sums.</summary>
    public static int Depth(ContractionLaunch launch) =>
        launch.Node.Role == ContractionRole.Output ? launch.Node.Geometry.Channels : launch.Node.Geometry.Outputs;

    /// <summary>Whether a reduction along a sample stands before the last product of the forward pass, as in a normalization.</summary>
    private static bool ReducesBeforeOutput(Launch[] members)
    {
        int output = Array.FindLastIndex(members, member => member is ContractionLaunch { Node.Role: ContractionRole.Output });
        return members.Take(output).OfType<ElementwiseLaunch>().Any(member =>
            member.Work.Spec.Statements.Any(statement => statement.Kind != StatementKind.Element));
    }

    private static bool IsMember(Launch launch) => launch switch
    {
        ContractionLaunch { Sums: null, Node.Geometry: { IsMatrixProduct: true, Height: 1, Width: 1, Length: < 0 } } c =>
            Columns(c) <= MostColumns && Depth(c) <= MostColumns && c.A.Layout.IsDense && AreDense(c.Work.Spec),
        ElementwiseLaunch
        {
            Work.Spec: { Mode: ElementMode.Flat or ElementMode.Rows, Height: 1, Width: 1, Length: < 0, Channels: <= MostColumns } spec
        } =>
            spec.Statements.All(statement => statement.Kind != StatementKind.ColumnSum) && AreDense(spec),
        _ => false,
    };

    private static bool AreDense(ElementwiseSpec spec) =>
        spec.Operands.All(operand => operand.Kind != OperandKind.Elements || operand.Layout.IsDense);

    /// <summary>
    /// Gives each value that a member writes for its samples a place in shared memory, lowest first, free for its whole life.
    /// </summary>
    private static (Dictionary<Buffer, int> Places, int Size) Place(IReadOnlyList<Launch> members, int rows)
    {
        Dictionary<Buffer, (int First, int Last)> lifetimes = [];
        for (int i = 0; i < members.Count; i++)
        {
            foreach (Access access in members[i].Accesses.Where(access => access.Buffer.Kind == BufferKind.Activation))
            {
                lifetimes[access.Buffer] = lifetimes.TryGetValue(access.Buffer, out var life) ? (life.First, i) : (i, i);
            }
        }

        Dictionary<Buffer, int> places = [];
        int size = 0;
        foreach (Buffer buffer in lifetimes.Keys.OrderBy(buffer => lifetimes[buffer].First))
        {
            int own = rows * TypicalGpu.Pitch(buffer.Layout.Size), place = 0;
            foreach (Buffer other in places.Keys
                .Where(other => lifetimes[other].Last >= lifetimes[buffer].First && lifetimes[buffer].Last >= lifetimes[other].First)
                .OrderBy(other => places[other]))
            {
                if (places[other] >= place + own)
                {
                    break;
                }

                place = Math.Max(place, places[other] + rows * TypicalGpu.Pitch(other.Layout.Size));
            }

            places[buffer] = place;
            size = Math.Max(size, place + own);
        }

        return (places, size);
    }
}
