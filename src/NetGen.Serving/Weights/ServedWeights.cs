using System.Numerics;

namespace NetGen.Serving;

/// <summary>The weights of a served network and what is done with its inputs before it: both change at one moment.</summary>
internal sealed class ServedWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private volatile Preparation? _preparation;
    private bool _isServed;

    public ServedWeights(Network<T> network, Preparation? preparation)
    {
        if (preparation is not null && preparation.OutputWidth != network.InputShape.Size)
        {
            throw new ArgumentException(
                $"The preparation gives {Words.Counted(preparation.OutputWidth, "value")}, "
                    + $"the network takes {Words.Elements(network.InputShape)}.",
                nameof(preparation));
        }

        _network = network;
        _preparation = preparation;
    }

    /// <summary>Read by who is in the network's gate: that of the weights.</summary>
    public Preparation? Preparation => _preparation;

    /// <summary>Reads a file: all of it, or nothing has changed.</summary>
    /// <exception cref="IOException">It cannot be read, is damaged, or of another network.</exception>
    /// <exception cref="InvalidOperationException">
    /// A trainer of the network is at work; or requests would have to be others than before.
    /// </exception>
    public void Load(string path)
    {
        _network.Load(path, preparation =>
        {
            if (_isServed)
            {
                CheckSameColumns(preparation);
            }

            return () => _preparation = preparation;
        });
        _isServed = true;
    }

    /// <summary>Requests are read by the columns of the first file; another file may prepare them otherwise.</summary>
    private void CheckSameColumns(Preparation? preparation)
    {
        IReadOnlyList<string> before = _preparation?.InputNames ?? [], now = preparation?.InputNames ?? [];
        if (!before.SequenceEqual(now))
        {
            throw new InvalidOperationException(
                $"Its preparation takes {Described(now)}, and requests have {Described(before)}: serve it under another route.");
        }

        static string Described(IReadOnlyList<string> names) =>
            names.Count == 0 ? "none but the network's values" : $"the columns {string.Join(", ", names.Take(20))}";
    }
}
