namespace Tabular.Tables;

/// <summary>A number computed of others of the same row, in ML.NET's expression language.</summary>
/// <param name="Name">For people: "bound SO₂".</param>
/// <param name="Expression">"(total, free) => total - free".</param>
/// <param name="Inputs">The columns it is computed of, in the order of its parameters.</param>
internal sealed record Formula(string Name, string Expression, params string[] Inputs);
