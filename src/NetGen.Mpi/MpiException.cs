using static System.FormattableString;

namespace NetGen.Mpi;

/// <summary>A call of MPI failed, or there is no MPI.</summary>
public sealed class MpiException : CommunicationException
{
    internal MpiException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal MpiException(string function, int code, string text)
        : base(Invariant($"{function} failed: {text} (error {code})."))
    {
        Function = function;
        Code = code;
    }

    /// <summary>The function that failed, "MPI_Allreduce"; empty where none was called.</summary>
    public string Function { get; } = "";

    /// <summary>What it returned: a number that means something to the library alone.</summary>
    public int Code { get; }
}
