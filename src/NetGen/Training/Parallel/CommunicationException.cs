namespace NetGen;

/// <summary>Processes that train together cannot reach each other, or do not do the same.</summary>
public class CommunicationException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which process, and what is wrong with it.</param>
    /// <param name="inner">What it follows from.</param>
    public CommunicationException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
