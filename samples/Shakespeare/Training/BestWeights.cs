using NetGen;

namespace Shakespeare.Training;

/// <summary>
/// The weights with which a network judged best so far: a short text is soon known by heart, and what is not learnt is foretold worse.
/// </summary>
internal sealed class BestWeights(CharacterModel network)
{
    private readonly float[][] _values = [.. network.Parameters.Select(parameter => new float[parameter.AsSpan<float>().Length])];
    private double _best = double.PositiveInfinity;

    /// <summary>Keeps the weights as they are now, if none with a lower loss are kept.</summary>
    public void Offer(double loss)
    {
        if (loss > _best)
        {
            return;
        }

        _best = loss;
        for (int i = 0; i < _values.Length; i++)
        {
            network.Parameters[i].AsSpan<float>().CopyTo(_values[i]);
        }
    }

    /// <summary>Puts the best weights back.</summary>
    public void Restore()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i].CopyTo(network.Parameters[i].AsSpan<float>());
        }
    }
}
