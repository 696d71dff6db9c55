namespace NetGen.Generators.Tests.Contracts;

/// <content>Recurrences: the body's values, position by position.</content>
internal sealed partial class GraphValues
{
    private double[] Scan(ScanNode node)
    {
        ScanBody body = node.Body;
        Dictionary<Node, double[]> states = body.States.ToDictionary(
            state => (Node)state.Before, state => new double[Count(state.Before.Shape, _samples)]);
        double[][] results = [.. body.Results.Select(result => new double[Count(body.ShapeOf(result), _samples)])];
        for (int turn = 0; turn < body.Positions; turn++)
        {
            int position = body.RunsBackwards ? body.Positions - 1 - turn : turn;
            Dictionary<Node, double[]> given = new(states);
            foreach ((Leaf leaf, Node input) in body.Leaves.Zip(node.Inputs))
            {
                if (leaf is StepLeaf)
                {
                    given[leaf] = [.. Positions(leaf.Shape, position).Select(i => _values[input][i])];
                }
                else if (leaf is ParameterLeaf || turn == 0)
                {
                    given[leaf] = _values[input];
                }
            }

            GraphValues values = Of(body.Graph, _samples, _lengths, given);
            states = body.States.ToDictionary(state => (Node)state.Before, state => values[state.After]);
            for (int i = 0; i < results.Length; i++)
            {
                double[] value = values[body.Results[i].Value];
                ScanResult result = body.Results[i];
                int[] places = [.. result.IsLast ? Enumerable.Range(0, value.Length) : Positions(result.Value.Shape, position)];
                for (int k = 0; k < value.Length; k++)
                {
                    results[i][places[k]] = value[k];
                }
            }
        }

        _scans[node] = results;
        return results[0];

        IEnumerable<int> Positions(TensorShape shape, int position) =>
            from n in Enumerable.Range(0, _samples)
            from c in Enumerable.Range(0, shape.Channels)
            select (((n * body.Positions) + position) * shape.Channels) + c;
    }
}
