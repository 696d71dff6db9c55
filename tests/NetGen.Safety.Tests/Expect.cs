namespace NetGen.Safety.Tests;

/// <summary>What a scenario holds; a failure ends its process with the reason.</summary>
internal static class Expect
{
    public static void That(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    /// <summary>The message of the exception that is expected.</summary>
    public static string Refused<TException>(Action action, params string[] words)
        where TException : Exception
    {
        try
        {
            action();
        }
        catch (TException exception)
        {
            foreach (string word in words)
            {
                That(exception.Message.Contains(word, StringComparison.Ordinal), $"'{exception.Message}' does not say '{word}'");
            }

            return exception.Message;
        }

        throw new InvalidOperationException($"No {typeof(TException).Name} was thrown.");
    }

    public static void Equal(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what) =>
        That(expected.SequenceEqual(actual), $"{what}: other numbers");
}
