using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>What a method learns, as parameters of the network.</summary>
internal static class LearntParameters
{
    public static IEnumerable<ParameterInfo> Of(ParameterRule rule, FunctionModel function, int channels) =>
        function.Learnt.Select(learnt => Of(rule, learnt, channels));

    /// <summary>The parameter as an operand of elementwise work, or as weights.</summary>
    public static Node Node(ForwardContext c, LearntModel learnt) => learnt.Sizes.Count > 0 || learnt.IsPerChannel
        ? c.Parameter(learnt.Name)
        : c.Table(learnt.Name, TensorShape.Scalar);

    private static ParameterInfo Of(ParameterRule rule, LearntModel learnt, int channels)
    {
        int[] dimensions = learnt.Sizes.Count > 0 ? [.. learnt.Sizes] : [learnt.IsPerChannel ? channels : 1];
        ParameterInfo parameter = learnt switch
        {
            { Start: { } start and not 0 } => rule.Vector(learnt.Name, 1, Start.Constant) with { Scale = start },
            { Start: null, Sizes: [_, var columns] } => rule.Vector(learnt.Name, 1, Start.Uniform) with
            {
                FanIn = columns, Scale = 1 / Math.Sqrt(columns),
            },
            _ => rule.Vector(learnt.Name, 1, Start.Zero),
        };
        return parameter with { Dimensions = dimensions.ToEquatableArray(), Min = learnt.Min, Max = learnt.Max };
    }
}
