using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;

namespace NetGen.Generators.Passes;

/// <summary>The blocks and networks around what is unfolded, and the uses that put them there.</summary>
internal sealed class Surroundings
{
    private readonly Stack<BlockModel> _blocks = new();
    private readonly Stack<BlockUse> _uses = new();

    /// <summary>The outermost first.</summary>
    public IEnumerable<BlockModel> Blocks => _blocks.Reverse();

    /// <summary>Whether the stage is the network's own.</summary>
    public bool IsEmpty => _blocks.Count == 0;

    /// <summary>Whether the stage is that of a block, and not of a network in the network.</summary>
    public bool IsBlock => !IsEmpty && _blocks.Peek().Interface is null;

    /// <summary>The uses of the blocks around; null where there are none.</summary>
    public BlockUse? Use => _uses.Count > 0 ? _uses.Peek() : null;

    public bool Contains(BlockModel block) => _blocks.Contains(block);

    /// <summary>Goes into a block: its use for people, and the attribute that uses it.</summary>
    public void Enter(BlockModel block, string use, Site site)
    {
        _uses.Push(Use is { } outer ? new($"{use}, {outer.Context}", outer.Site) : new(use, site));
        _blocks.Push(block);
    }

    /// <summary>Leaves the innermost block; gives the uses that were around its stages.</summary>
    public BlockUse Leave()
    {
        _blocks.Pop();
        return _uses.Pop();
    }

    public Site SiteOf(StageModel stage) => new(stage.Name, -1, IsEmpty ? null : _blocks.Peek().TypeName);
}
