using CsCheck;

namespace NetGen.Fuzz.Declarations;

/// <summary>Random networks that are right by the rules of the documentation.</summary>
internal sealed class DeclarationGen : Gen<Declaration>
{
    private static readonly string[] s_names =
    [
        "Stem", "Body", "Head", "head", "A", "B", "V", "S", "T", "D", "Kernels", "Worker", "@class", "Größe", "Forward", "Costs1", "Shape",
        "_x", "Stage0", "X1", "Batch", "Sample", "Weight", "Position", "Run", "Pack",
    ];

    private static readonly string[] s_inputNames = ["Left", "Right", "Words", "Pixels", "V1", "Numbers", "@in"];

    public override Declaration Generate(PCG pcg, CsCheck.Size? min, out CsCheck.Size size)
    {
        Declaration declaration = new Author(new Draw(pcg)).Write();
        size = new CsCheck.Size((ulong)declaration.Stages.Sum(stage => stage.Attributes.Count + 1));
        return declaration;
    }

    /// <summary>Writes one network, stage after stage.</summary>
    private sealed class Author(Draw draw)
    {
        private readonly List<InputDeclaration> _inputs = [];
        private readonly List<StageDeclaration> _stages = [];
        private readonly HashSet<string> _read = [];

        public Declaration Write()
        {
            int inputs = draw.Once(4) ? draw.From(2, 3) : 1;
            for (int i = 0; i < inputs; i++)
            {
                _inputs.Add(Input(inputs == 1 ? null : s_inputNames[(i * 2) + draw.From(0, 1)].TrimStart('@')));
            }

            int stages = draw.From(1, 6);
            List<string> names = [.. s_names];
            for (int i = 0; i < stages || Unread().Any(); i++)
            {
                string name = draw.One<string>(names);
                names.Remove(name);
                _stages.Add(Stage(name));
            }

            // What nobody reads is predicted.
            for (int i = 0; i < _stages.Count - 1; i++)
            {
                if (!_read.Contains(_stages[i].Reference))
                {
                    _stages[i] = _stages[i] with { Attributes = [.. _stages[i].Attributes, "Output"] };
                }
            }

            List<string> losses = LossesOfAll();
            if (losses.All(loss => loss.Contains("On =", StringComparison.Ordinal) || Losses.IsAmong(loss)))
            {
                _stages[^1] = _stages[^1] with { Attributes = [.. _stages[^1].Attributes, "Output"] };
            }

            return new(_inputs, losses, _stages)
            {
                IsDouble = draw.Once(2),
                Keywords = draw.One("public partial", "internal partial", "internal sealed partial"),
                IsExplained = _inputs.Count == 1 && draw.Once(6),
            };
        }

        private IEnumerable<InputDeclaration> Unread() => _inputs.Where(input => !_read.Contains(input.Name));

        private InputDeclaration Input(string? name)
        {
            string named = name is null ? "" : $", Name = \"{name}\"";
            if (draw.Once(5))
            {
                int vocabulary = draw.From(2, 12), length = draw.From(1, 8);
                string padding = draw.Once(3) ? $", Padding = {draw.From(0, vocabulary - 1)}" : "";
                return new(name ?? "input", $"TokenInput({vocabulary}, {length}{named}{padding})", Value.Tokens(length));
            }

            Value value = draw.From(0, 2) switch
            {
                0 => Value.Features(draw.Once(6) ? 6 : draw.From(1, 12)),
                1 => Value.Sequence(draw.From(1, 8), draw.From(1, 8)),
                _ => Value.Image(draw.From(1, 4), draw.From(1, 10), draw.From(1, 10)),
            };
            return new(name ?? "input", $"Input({string.Join(", ", value.Sizes)}{named})", value);
        }

        private StageDeclaration Stage(string name)
        {
            List<string> attributes = [];
            string source = Source(out bool isNamed);
            if (isNamed)
            {
                attributes.Add($"From(\"{source}\")");
            }

            _read.Add(source);
            Value read = ValueOf(source), value = read;
            Scope scope = new(
                [
                    .. _inputs.Where(input => !input.Value.IsTokens).Select(input => (input.Name, input.Value)),
                    .. _stages.Select(stage => (stage.Reference, stage.Output)),
                ],
                read, PaddedInput());
            List<Value> values = [value];
            int operations = draw.From(1, 4);
            for (int i = 0; i < operations || value.IsTokens; i++)
            {
                if (Layers.Draw(draw, value, scope) is not { } use)
                {
                    break;
                }

                attributes.Add(use.Text);
                value = use.Output;
                values.Add(value);
                foreach ((string other, _) in scope.Named.Where(named => use.Text.Contains($"\"{named.Name}\"", StringComparison.Ordinal)))
                {
                    _read.Add(other);
                }
            }

            int first = isNamed ? 1 : 0;
            attributes.AddRange(Modifiers(attributes.Skip(first), read, value));
            return new(name, attributes, values)
            {
                First = first, Keywords = draw.One("public partial", "internal partial", "public partial"),
            };
        }

        /// <summary>The stage before, an input that nobody read, or any other value by its name.</summary>
        private string Source(out bool isNamed)
        {
            string before = _stages.Count > 0 ? _stages[^1].Reference : _inputs[0].Name;
            string source = _stages.Count > 0 && Unread().FirstOrDefault() is { } unread && draw.Once(2) ? unread.Name
                : draw.Once(4) ? draw.One<string>([.. _inputs.Select(input => input.Name), .. _stages.Select(stage => stage.Reference)])
                : before;
            isNamed = source != before || draw.Once(8);
            return source;
        }

        private IEnumerable<string> Modifiers(IEnumerable<string> operations, Value read, Value value)
        {
            bool isRepeated = read == value && draw.Once(6);
            if (isRepeated)
            {
                yield return $"Repeat({draw.From(1, 3)})";
                if (draw.Once(3))
                {
                    yield return "SharesWeights";
                }
            }

            if (draw.Once(8))
            {
                yield return "Recompute";
            }

            if (draw.Once(12))
            {
                yield return "Features";
            }

            bool hasMatrix = operations.Any(text => text.StartsWith("Linear(", StringComparison.Ordinal) && !text.Contains("WeightNorm"));
            bool isPlain = !operations.Any(text => text.Contains("WeightNorm"));
            if (hasMatrix && isPlain && draw.Once(10))
            {
                yield return draw.One("LoRA(1)", "LoRA(2, Alpha = 4)");
            }
            else if (hasMatrix && isPlain && draw.Once(10))
            {
                yield return "Regularizer(nameof(Own.Square), DeclaredIn = typeof(Own), Weight = 0.01f)";
            }
        }

        private Value ValueOf(string name) => _inputs.FirstOrDefault(input => input.Name == name)?.Value
            ?? _stages.First(stage => stage.Reference == name).Output;

        private (string Name, int Length)? PaddedInput() =>
            _inputs.FirstOrDefault(input => input.Text.Contains("Padding", StringComparison.Ordinal)) is { } padded
                ? (padded.Name, padded.Value.Width)
                : null;

        private List<string> LossesOfAll()
        {
            if (draw.Once(12))
            {
                return [];
            }

            List<string> losses = [];
            if (draw.Once(6) && Losses.Among(draw, _stages) is { } among)
            {
                return [among];
            }

            losses.Add(Losses.On(draw, _stages[^1].Output, draw.Once(4) ? _stages[^1].Reference : null));
            foreach (StageDeclaration stage in _stages.SkipLast(1).Where(_ => draw.Once(6)))
            {
                losses.Add(Losses.On(draw, stage.Output, stage.Reference));
            }

            return losses;
        }
    }
}
