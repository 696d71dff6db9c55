using NetGen;

namespace Shakespeare.Training;

/// <summary>Tells how well a network foretells a text: nats per character.</summary>
internal static class Judge
{
    /// <summary>
    /// Of the whole text but its first character, in windows that do not overlap:
    /// the first of a window is foretold from nothing but itself.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="text">At least two tokens.</param>
    public static double All(CharacterModel network, int[] text)
    {
        int length = CharacterModel.Context, whole = (text.Length - 1) / length * length;
        double sum = whole > 0 ? network.Evaluate(Dataset.Windows(text[..(whole + 1)], length, length)).Loss * whole : 0;
        int rest = text.Length - 1 - whole;
        sum += rest > 0 ? network.Evaluate(Dataset.Windows(text[whole..], rest, rest)).Loss * rest : 0;
        return sum / (text.Length - 1);
    }

    /// <summary>An estimate from windows here and there.</summary>
    /// <param name="network">The network.</param>
    /// <param name="text">At least two tokens.</param>
    /// <param name="windows">How many, about; where the text has no more, it is judged whole.</param>
    public static double Some(CharacterModel network, int[] text, int windows)
    {
        int length = CharacterModel.Context, stride = (text.Length - length) / windows;
        return stride <= length ? All(network, text) : network.Evaluate(Dataset.Windows(text, length, stride)).Loss;
    }
}
