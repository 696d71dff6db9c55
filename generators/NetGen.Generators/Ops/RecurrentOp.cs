using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>(sₜ, yₜ) = cell(xₜ, sₜ₋₁, w), with a method of the user's: the body of a <see cref="ScanNode"/>.</summary>
internal sealed class RecurrentOp(RecurrentAttribute attribute, FunctionModel function) : Operation
{
    private IReadOnlyList<GivenModel> States => [.. function.Given.Where(given => given.Kind == GivenKind.State)];

    /// <summary>What is given beside the state, or the state itself.</summary>
    private IReadOnlyList<int> Outputs => [.. function.Results.Skip(States.Count)];

    public override string? PaddingArgument => nameof(attribute.SkipPadding);

    public override string? PaddingInput => attribute.SkipPadding;

    public override bool FixesLength => true;

    public override bool Continues => true;

    public override bool LooksAhead => attribute.Backwards || attribute.LastOnly;

    public override bool MixesPositions(OperationUse use, int source) => use.Padding < 0;

    public override TensorShape? Infer(ShapeRule rule)
    {
        int[] widths = [.. function.Given.Where(given => given.Kind == GivenKind.Value).Select(given => given.Width)];
        if (!rule.Input.IsSequence || (!widths.Contains(0) && widths.Sum() != rule.Input.Channels))
        {
            string features = widths.Contains(0) ? "features" : $"{widths.Sum()}";
            return rule.Error(
                "NG0011", Name, rule.Input.ToString(), $"a sequence of what {function.Name} takes (positions × {features})",
                "declare [Input(positions, features)] with as many features as the cell's inputs have numbers");
        }

        int channels = rule.Input.Channels;
        if (!rule.Check("method", function.Fits(channels), function.Name, $"one for rows of {channels} numbers"))
        {
            return null;
        }

        if (!PaddingMask.Fits(rule, Name, attribute.SkipPadding) || !WidthsFit(rule))
        {
            return null;
        }

        int outputs = Outputs.Sum(step => WidthOf(step, rule.Input));
        return attribute.LastOnly ? TensorShape.Features(outputs) : rule.Input with { Channels = outputs };
    }

    /// <summary>Whether each state comes back as wide as it was.</summary>
    private bool WidthsFit(ShapeRule rule)
    {
        for (int i = 0; i < States.Count; i++)
        {
            int width = WidthOf(function.Results[i], rule.Input);
            if (!rule.Check(
                "method", width == States[i].Width, $"{States[i].Name} of {width} numbers", $"{States[i].Width}, as it was before"))
            {
                return false;
            }
        }

        return true;
    }

    private int WidthOf(int step, TensorShape input) => function.Steps[step].Width is var width and > 0 ? width : input.Channels;

    public override long MultiplyAdds(OperationUse use) =>
        (long)use.Input.Width * use.Parameters.Where(parameter => parameter.Dimensions.Count > 1).Sum(parameter => parameter.Size);

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) =>
        LearntParameters.Of(rule, function, rule.Input.Channels);

    public override Node Forward(ForwardContext c)
    {
        ScanBody body = new(new NetworkGraph(), c.Input.Shape.Width, attribute.Backwards)
        {
            Length = c.Input.Shape.Length, Continues = c.Mode == Mode.Decoding,
        };
        List<Node> inputs = [];
        StateLeaf[] states = [.. States.Select(state =>
            body.Graph.Add(new StateLeaf($"{c.Label} {state.Name} before", TensorShape.Features(state.Width))))];
        CellNodes cell = new(function, c, body, states, inputs);
        Node[] results = [.. cell.Results()], after = [.. results.Take(states.Length)], given = [.. results.Skip(states.Length)];
        Node output = given.Length == 1 ? given[0] : body.Graph.Add(JoinNode.Concat(
            $"{c.Label} given", TensorShape.Features(given.Sum(part => part.Shape.Channels)), given));
        if (c.Use.Padding >= 0)
        {
            // At padding states stay as they were, and nothing is given.
            Node mask = PaddingMask.Of(c);
            StepLeaf counts = body.Step(mask.Name, mask.Shape);
            inputs.Add(mask);
            Node Where(string what, Node then, Expr otherwise, params Node[] others) => body.Graph.Add(new MapNode(
                $"{c.Label} {what}", then.Shape, Expr.Greater(new Expr.Input(1), 0, new Expr.Input(0), otherwise),
                [then, counts, .. others]));
            output = Where("given", output, 0);
            after = [.. after.Select((value, i) => Where($"{States[i].Name} that stays", value, new Expr.Input(2), states[i]))];
        }

        for (int i = 0; i < states.Length; i++)
        {
            body.Carry(states[i], after[i]);
        }

        if (attribute.LastOnly)
        {
            // What is no state is carried along, for what it is at the last position.
            if (body.States.FindIndex(state => state.After == output) < 0)
            {
                body.Carry(body.Graph.Add(new StateLeaf($"{c.Label} given before", output.Shape)), output);
            }

            body.Last(body.States.Find(state => state.After == output) ?? body.States[body.States.Count - 1]);
        }
        else
        {
            body.Result(output);
        }

        return c.Add(new ScanNode(c.Label, body, body.ShapeOf(body.Results[0]), [.. inputs]));
    }
}
