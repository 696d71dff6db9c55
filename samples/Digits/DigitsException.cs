namespace Digits;

/// <summary>Something the user can put right: the message is the one line they read.</summary>
internal sealed class DigitsException(string message) : Exception(message);
