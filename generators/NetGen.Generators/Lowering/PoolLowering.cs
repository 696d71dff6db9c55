using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Lowering;

/// <summary>Pooling and its gradients.</summary>
internal sealed class PoolLowering(ProgramBuilder program)
{
    public void Lower(Group group, PoolNode node)
    {
        PoolGeometry g = node.Geometry;
        ElementwiseLowering.Result result = program.Elementwise(group);
        Buffer[] sources = [.. node.Inputs.Select(program.Memory.Of)];
        Buffer? places = program.ResultsOf(node).Select(program.Memory.Of).FirstOrDefault();
        Layout Of(int index, PoolRole[] roles, int height, int width) =>
            roles.Contains(node.Role) ? sources[index].Layout : new Layout(g.Channels, height, width);

        // Where an operand takes no part, its fields stay those of a plain layout and are not read.
        Layout dy = Of(0, [PoolRole.MaxGradient, PoolRole.AverageGradient], g.OutHeight, g.OutWidth);
        Layout x = Of(0, [PoolRole.Max, PoolRole.Average], g.Height, g.Width);
        Layout place = places?.Layout ?? Of(1, [PoolRole.MaxGradient], g.OutHeight, g.OutWidth);
        program.ClearAll(result.Accesses);
        Access[] accesses =
        [
            .. sources.Select(source => new Access(source, false, Share.Samples)), .. result.Accesses,
            .. places is null ? Array.Empty<Access>() : [new(places, true, Share.Samples)],
        ];
        Elementwise work = result.Work with { Spec = result.Work.Spec with { Mode = ElementMode.Lines } };
        program.Launches.Add(new PoolLaunch(program.Title(group), accesses, node, new PoolShape(g, x, place, dy), sources, places, work)
        {
            Detail = $"{PoolFormula(node.Role)}{(places is null ? "" : ", and its place")} ({g}): "
                + $"{node.Inputs[0].Shape.Layout()} → {node.Shape.Layout()}",
            Stream = result.Stream,
        });
    }

    private static string PoolFormula(PoolRole role) => role switch
    {
        PoolRole.Max => "y = max x of the window",
        PoolRole.Average => "y = Σ x of the window / its size",
        PoolRole.MaxGradient => "dx = Σ dy of the windows that have their place at x",
        _ => "dx = Σ dy of the windows around x / their size",
    };
}
