namespace NetGen.Generators.Tests.Contracts;

/// <content>Recurrences, position by position.</content>
internal sealed partial class Reference
{
    private Tensor Recur(string kind, Tensor x, Arguments a, string label)
    {
        string[] ways = a.Flag("Bidirectional") ? ["", "_reverse"] : [""];
        int layers = a.Int("Layers"), hidden = a.Int("Hidden");
        for (int layer = 0; layer < layers; layer++)
        {
            bool isLastOnly = a.Flag("LastOnly") && layer == layers - 1;
            Tensor[] given = [.. ways.Select(way => Walk(kind, x, a, $"{label}.{{0}}_l{layer}{way}", way.Length > 0, isLastOnly))];
            x = x.Like(
                (n, c, _, t) => given[c / hidden][n, c % hidden, 0, t], hidden * ways.Length,
                width: given[0].Width, rank: isLastOnly ? 1 : 2);
        }

        return x;
    }

    private Tensor Walk(string kind, Tensor x, Arguments a, string role, bool isBackwards, bool isLastOnly)
    {
        double[] w = Of("weight_ih")!, u = Of("weight_hh")!;
        double[]? bias = Of("bias"), candidateBias = Of("bias_hn");
        int hidden = a.Int("Hidden");
        bool isRelu = kind == "Rnn" && a.Text("Nonlinearity") == "Relu";
        Tensor result = x.Like((_, _, _, _) => 0, hidden, width: isLastOnly ? 1 : x.Width);
        for (int n = 0; n < x.Samples; n++)
        {
            double[] h = new double[hidden], c = new double[hidden];
            for (int i = 0; i < x.Width; i++)
            {
                int t = isBackwards ? x.Width - 1 - i : i;
                if (IsPadding(a, n, t, "SkipPadding"))
                {
                    continue;
                }

                double[] input = x.Row(n, 0, t), before = [.. h];
                double In(int row) => (bias?[row] ?? 0) + input.Select((v, k) => v * w[(row * input.Length) + k]).Sum();
                double Back(int row) => before.Select((v, k) => v * u[(row * hidden) + k]).Sum();
                double Sum(int gate, int k) => In((gate * hidden) + k) + Back((gate * hidden) + k);
                for (int k = 0; k < hidden; k++)
                {
                    switch (kind)
                    {
                        case "Lstm":
                            c[k] = (Sigmoid(Sum(1, k)) * c[k]) + (Sigmoid(Sum(0, k)) * Math.Tanh(Sum(2, k)));
                            h[k] = Sigmoid(Sum(3, k)) * Math.Tanh(c[k]);
                            break;
                        case "Gru":
                            int row = (2 * hidden) + k;
                            double z = Sigmoid(Sum(1, k));
                            double candidate = Math.Tanh(In(row) + (Sigmoid(Sum(0, k)) * (Back(row) + (candidateBias?[k] ?? 0))));
                            h[k] = ((1 - z) * candidate) + (z * before[k]);
                            break;
                        default:
                            h[k] = isRelu ? Math.Max(Sum(0, k), 0) : Math.Tanh(Sum(0, k));
                            break;
                    }

                    result[n, k, 0, isLastOnly ? 0 : t] = h[k];
                }
            }
        }

        return result;

        double[]? Of(string name) => FindOptional(string.Format(System.Globalization.CultureInfo.InvariantCulture, role, name));
    }
}
