namespace Samples;

/// <summary>Something the user can put right: the message is the one line they read.</summary>
internal sealed class SampleException(string message) : Exception(message);
