using NetGen;

namespace Shakespeare.Training;

/// <summary>
/// Where training starts from: each half of a block adds nothing to its input yet, for its last matrix is 0, so that the embeddings are not
/// drowned by what untrained blocks make of them. Goyal et al. 2017 start residual networks likewise, https://arxiv.org/abs/1706.02677.
/// </summary>
internal static class Start
{
    private static readonly string[] LastMatrices = ["Attend.causalselfattention0.out_weight", "Think.linear1.weight"];

    /// <summary>A network with new weights.</summary>
    /// <param name="seed">Equal seeds give equal networks.</param>
    public static CharacterModel New(int seed)
    {
        var network = new CharacterModel(seed);
        foreach (Parameter parameter in network.Parameters)
        {
            if (Array.Exists(LastMatrices, name => parameter.Name.EndsWith(name, StringComparison.Ordinal)))
            {
                parameter.Span.Clear();
            }
        }

        return network;
    }
}
