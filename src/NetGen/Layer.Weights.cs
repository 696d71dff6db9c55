using System.ComponentModel;
using System.Numerics;

namespace NetGen;

/// <content>Weights of the network in a stage, or of the whole stage where there is none, from and to elsewhere.</content>
public sealed partial class Layer
{
    /// <summary>
    /// What the names of the parameters of each <c>[Subnetwork(typeof(…))]</c> in the stage begin with; none where the stage is nothing
    /// else. For generated code.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>The network in the stage, or the whole stage where there is none, by names behind the stage's.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    internal WeightPart Part
    {
        get
        {
            if (Networks.Count > 1)
            {
                throw new InvalidOperationException(
                    $"{Name} holds several networks ({string.Join(", ", Networks)}), so it is open which one is meant: "
                        + "give each a stage of its own.");
            }

            string begin = Networks.Count == 0 ? "" : Networks[0] + ".";
            (string Name, Parameter Parameter)[] part =
                Array.FindAll(_named, entry => entry.Name.StartsWith(begin, StringComparison.Ordinal));
            return new WeightPart(
                $"stage {Name}", [.. part.Select(entry => entry.Name[begin.Length..])], [.. part.Select(entry => entry.Parameter)]);
        }
    }

    /// <summary>
    /// Takes all parameters and running statistics from the network that the stage holds, <c>[Subnetwork(typeof(…))]</c>, by name and
    /// shape; those of a network in float widen to double. Optimizers' memories stay what they were.
    /// </summary>
    /// <param name="network">Another network: <c>classifier.Body.CopyFrom(encoder)</c>.</param>
    /// <remarks>As <see cref="Load"/>, it may be called beside predictions of both networks and training of the other one.</remarks>
    /// <exception cref="ParameterMismatchException">A parameter is not in both, or of another shape; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// A trainer of the stage's network is at work, or it is being loaded, on another thread, or the stage holds several networks; nothing
    /// is changed.
    /// </exception>
    public void CopyFrom<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        WeightTransfer.Copy(network.WholePart, Part);
    }

    /// <summary>
    /// Takes all parameters and running statistics from a stage of another network, or from another stage of such shapes, by name and
    /// shape.
    /// </summary>
    /// <param name="stage">The stage: <c>clothes.Body.CopyFrom(digits.Body)</c>.</param>
    /// <inheritdoc cref="CopyFrom{T}(Network{T})"/>
    public void CopyFrom(Layer stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        WeightTransfer.Copy(stage.Part, Part);
    }

    /// <summary>
    /// Writes the parameters and running statistics of the network that the stage holds, or of the whole stage where it holds none, as
    /// <see cref="Network{T}.Save(string, bool)"/> does: names are those of the network, "Stem.conv2d0.weight".
    /// </summary>
    /// <inheritdoc cref="Network{T}.Save(string, bool)"/>
    public void Save(string path, bool allowNonFinite = false) => WeightTransfer.Save(path, Part.Renamed, allowNonFinite);

    /// <summary>
    /// Reads the parameters and running statistics of the network that the stage holds from a file of that network, as
    /// <see cref="Network{T}.Load(string)"/> does; where it holds none, those of the whole stage as <see cref="Save"/> writes them. The
    /// rest of the network stays as it is.
    /// </summary>
    /// <inheritdoc cref="Network{T}.Load(string)"/>
    public void Load(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        WeightTransfer.Load(file, Part.Renamed);
    }
}
