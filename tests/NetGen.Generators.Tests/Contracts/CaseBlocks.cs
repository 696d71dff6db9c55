using System.Text.RegularExpressions;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>Blocks and networks that cases use.</summary>
internal static partial class CaseBlocks
{
    public const string Source = """
        internal sealed partial class Dense(string hidden) : BlockAttribute
        {
            [Linear(nameof(hidden)), Tanh, Linear("width"), Residual] public partial Layer Body { get; }
        }

        internal sealed partial class Basic(int channels) : BlockAttribute
        {
            [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Relu] public partial Layer First { get; }

            [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Add(Input), Relu] public partial Layer Second { get; }
        }

        internal sealed partial class Down(int channels, int stride = 2) : BlockAttribute
        {
            [Conv2d(nameof(channels), Stride = nameof(stride), Padding = 1, Bias = false), BatchNorm, Relu]
            public partial Layer Body { get; }

            [From(Input), Conv2d(nameof(channels), Stride = nameof(stride), Kernel = 1, Bias = false), BatchNorm]
            public partial Layer Shortcut { get; }

            [Add(nameof(Body), nameof(Shortcut)), Relu] public partial Layer Sum { get; }
        }

        internal sealed partial class Encoder(int heads, int hidden = 6) : BlockAttribute
        {
            [LayerNorm, SelfAttention(nameof(heads)), Residual] public partial Layer Attend { get; }

            [LayerNorm, Linear(nameof(hidden)), Gelu, Linear("width"), Residual] public partial Layer Think { get; }
        }

        internal sealed partial class Decoder(int heads, int expansion = 2) : BlockAttribute
        {
            [RmsNorm, CausalSelfAttention(nameof(heads)), Residual] public partial Layer Attend { get; }

            [RmsNorm, Linear($"{nameof(expansion)} * width"), Silu, Linear("width"), Residual] public partial Layer Think { get; }
        }

        internal sealed partial class Noisy(int heads) : BlockAttribute
        {
            [LayerNorm, CausalSelfAttention(nameof(heads), Dropout = 0.2f), Dropout(0.3f), Residual] public partial Layer Attend { get; }

            [LayerNorm, Linear("2 * width"), Gelu, Dropout(0.25f), Linear("width"), Residual] public partial Layer Think { get; }
        }

        internal sealed partial class Nest(int hidden, int times) : BlockAttribute
        {
            [Dense($"2 * {nameof(hidden)} - 1"), Repeat(nameof(times))] public partial Layer Deep { get; }

            [Dense("width / 2 + hidden % 2"), LayerNorm, Dense("3"), Add(Input)] public partial Layer Wide { get; }
        }

        internal sealed partial class Reading(string memory, int heads) : BlockAttribute
        {
            [CausalSelfAttention(nameof(heads)), Residual] public partial Layer Attend { get; }

            [LayerNorm, CrossAttention(nameof(memory), nameof(heads)), Residual] public partial Layer Look { get; }
        }

        internal sealed partial class Masked(int heads) : BlockAttribute
        {
            [SelfAttention(nameof(heads), KeyPadding = "Words"), Residual, LayerNorm] public partial Layer Attend { get; }
        }

        """;

    private const string Networks = """
        [Network, Input(6)]
        internal sealed partial class Features
        {
            [Linear(5), Tanh] public partial Layer Stem { get; }

            [Dense("3"), Linear(6), Add("input"), Linear(4)] public partial Layer Body { get; }
        }

        [Network, Input(2, 6, 6, Name = "Picture"), CrossEntropyLoss]
        internal sealed partial class Eye
        {
            [Conv2d(3, Padding = 1), BatchNorm, Relu] public partial Layer Stem { get; }

            [From("Picture"), Conv2d(3, Kernel = 1), Add(nameof(Stem)), MaxPool2d(2), Output] public partial Layer Body { get; }
        }

        [Network, TokenInput(9, 6, Name = "Words", Padding = 2), MseLoss(On = nameof(Read))]
        internal sealed partial class Reader
        {
            [Embedding(4)] public partial Layer Embed { get; }

            [SelfAttention(2, KeyPadding = "Words"), LayerNorm] public partial Layer Read { get; }
        }

        [Network, Input(5, 4)]
        internal sealed partial class Series
        {
            [LayerNorm, SelfAttention(2), Residual] public partial Layer Attend { get; }
        }

        internal sealed partial class Holder : BlockAttribute
        {
            [Linear(6), Subnetwork(typeof(Features))] public partial Layer Inner { get; }
        }

        """;

    /// <summary>
    /// The sources of a project with those cases, with networks that stand in them where some do, and with the methods they name.
    /// </summary>
    public static string[] With(string cases) => cases.Contains(nameof(CaseMethods), StringComparison.Ordinal)
        ? [$"global using System;\nusing NetGen.Generators.Tests.Contracts;\n{Whole(cases)}", .. s_methods.Value]
        : [Whole(cases)];

    private static readonly Lazy<string[]> s_methods = new(() =>
    [
        .. Directory.GetFiles(Repository.PathOf("tests", "NetGen.Generators.Tests", "Contracts"), "CaseMethods*.cs")
            .Order(StringComparer.Ordinal).Select(File.ReadAllText),
    ]);

    private static string Whole(string cases) => "using NetGen;\n" + Source + (UsesNetworks().IsMatch(cases) ? Networks : "") + cases;

    [GeneratedRegex(@"\b(Subnetwork|Holder)\b")]
    private static partial Regex UsesNetworks();
}
