namespace NetGen.Explain;

/// <summary>A question of a tree, or where it ends.</summary>
/// <param name="Value">The mean output of the samples that come here.</param>
/// <param name="Count">How many do.</param>
/// <param name="Feature">Asked about, from 0; −1 where the tree ends.</param>
/// <param name="Threshold">Samples whose feature is at most this go left.</param>
/// <param name="Left">Where they go.</param>
/// <param name="Right">Where the others go.</param>
public sealed record TreeNode(double Value, int Count, int Feature, double Threshold, TreeNode? Left, TreeNode? Right)
{
    /// <summary>Whether the tree ends here.</summary>
    public bool IsLeaf => Feature < 0;

    /// <summary>Ends below.</summary>
    public int Leaves => IsLeaf ? 1 : Left!.Leaves + Right!.Leaves;

    /// <summary>Questions to the farthest end.</summary>
    public int Depth => IsLeaf ? 0 : 1 + Math.Max(Left!.Depth, Right!.Depth);
}
