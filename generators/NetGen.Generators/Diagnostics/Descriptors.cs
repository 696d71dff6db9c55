using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace NetGen.Generators.Diagnostics;

/// <summary>All diagnostics: one descriptor per ID, each with a section in docs/diagnostics.md and a row in AnalyzerReleases.</summary>
internal static class Descriptors
{
    /// <summary>Reported where the compiler itself fails.</summary>
    public const string InternalError = "NG0099";

    /// <summary>Told of every stage, where it is asked for.</summary>
    public const string StageCosts = "NG0101";

    private const string Category = "NetGen";
    private const string HelpPage = "diagnostics.html#";
    private const int Place = 9;

    // The class.
    private static readonly DiagnosticDescriptor s_notPartial = new(
        "NG0001", "The class is not partial",
        "'{0}' is not partial, so the build cannot add the network's code to it: write 'partial' before 'class'",
        Category, Error, true, helpLinkUri: HelpPage + "ng0001");

    private static readonly DiagnosticDescriptor s_unsuitable = new(
        "NG0002", "The class cannot be a network",
        "'{0}' cannot be a network: it {1}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0002");

    private static readonly DiagnosticDescriptor s_noInput = new(
        "NG0003", "No input",
        "Network '{0}' has no input: "
            + "write [Input(features)], [Input(channels, height, width)] or [TokenInput(vocabulary, length)] on the class",
        Category, Error, true, helpLinkUri: HelpPage + "ng0003");

    private static readonly DiagnosticDescriptor s_invalidShape = new(
        "NG0004", "Invalid input shape",
        "The input shape {0} is not valid: "
            + "give one size (features), two (length, features) or three (channels, height, width), each at least 1",
        Category, Error, true, helpLinkUri: HelpPage + "ng0004");

    private static readonly DiagnosticDescriptor s_noStages = new(
        "NG0005", "No stages",
        "Network '{0}' has no stages: declare one, such as '[Linear(10)] public partial Layer Head {{ get; }}'",
        Category, Error, true, helpLinkUri: HelpPage + "ng0005");

    private static readonly DiagnosticDescriptor s_stageForm = new(
        "NG0006", "A stage of another form",
        "Stage '{0}' {1}: a stage is a partial get-only instance property, 'public partial Layer {0} {{ get; }}'",
        Category, Error, true, helpLinkUri: HelpPage + "ng0006");

    private static readonly DiagnosticDescriptor s_emptyStage = new(
        "NG0007", "A stage without operations",
        "Stage '{0}' has no operations: write them on it as attributes, such as [Linear(10), Relu]",
        Category, Error, true, helpLinkUri: HelpPage + "ng0007");

    private static readonly DiagnosticDescriptor s_takenName = new(
        "NG0008", "A stage with a name that is taken",
        "A stage cannot be named '{0}', because every {1} has a member of that name: choose another",
        Category, Error, true, helpLinkUri: HelpPage + "ng0008");

    // Operations and shapes.
    private static readonly DiagnosticDescriptor s_invalidValue = new(
        "NG0010", "Invalid attribute value",
        "{0}{9}: {1} is {2}, but must be {3}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0010");

    private static readonly DiagnosticDescriptor s_wrongInput = new(
        "NG0011", "The operation needs another kind of input",
        "{0}{9} got {1}, but needs {2}: {3}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0011");

    private static readonly DiagnosticDescriptor s_kernelTooLarge = new(
        "NG0012", "The kernel is larger than the input",
        "{0}{9} covers {1} with its kernel, more than the padded input of {2} (the input is {3}; {4}): "
            + "use a smaller kernel or dilation, or more padding",
        Category, Error, true, helpLinkUri: HelpPage + "ng0012");

    private static readonly DiagnosticDescriptor s_uncoveredInput = new(
        "NG0013", "The windows do not cover the input",
        "{0}{9} over {1} with {2} leaves {3} unread ({4}): "
            + "write CeilMode = true, or change kernel, stride or padding so that the windows cover the input evenly",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0013");

    private static readonly DiagnosticDescriptor s_indivisibleGroups = new(
        "NG0014", "Groups do not divide the channels",
        "{3}{9}: {0} groups do not divide {1} input channels and {2} output channels ({4}): "
            + "choose a number of groups that divides both, such as {5}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0014");

    // Edges.
    private static readonly DiagnosticDescriptor s_unknownStage = new(
        "NG0020", "An edge to an unknown stage",
        "{0}{9} names the stage '{1}', which does not exist: the stages before it are {2}{3}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0020");

    private static readonly DiagnosticDescriptor s_laterStage = new(
        "NG0021", "An edge to the stage itself or a later one",
        "{0}{9} names '{1}', which is this stage or a later one: name a stage declared before, or move this one behind it",
        Category, Error, true, helpLinkUri: HelpPage + "ng0021");

    private static readonly DiagnosticDescriptor s_fromNotFirst = new(
        "NG0022", "From does not stand first",
        "From is not the first operation of stage '{0}': move it to the front",
        Category, Error, true, helpLinkUri: HelpPage + "ng0022");

    private static readonly DiagnosticDescriptor s_addMismatch = new(
        "NG0023", "Add or Multiply of different shapes",
        "{0} in stage '{1}' got {2} here, but {3} gives {4}: make the shapes equal, or join them with Concat",
        Category, Error, true, helpLinkUri: HelpPage + "ng0023");

    private static readonly DiagnosticDescriptor s_concatMismatch = new(
        "NG0024", "Concat of shapes that do not fit",
        "Concat in stage '{0}' got {1} here, but stage '{2}' gives {3}: only the channels (or features) may differ",
        Category, Error, true, helpLinkUri: HelpPage + "ng0024");

    private static readonly DiagnosticDescriptor s_unreadStage = new(
        "NG0025", "A stage nobody reads",
        "Nobody reads stage '{0}': {1}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0025");

    // Losses.
    private static readonly DiagnosticDescriptor s_noLoss = new(
        "NG0030", "No loss",
        "Network '{0}' has no loss, so it can predict but not be trained: write one on the class, such as [CrossEntropyLoss]",
        Category, Info, true, helpLinkUri: HelpPage + "ng0030");

    private static readonly DiagnosticDescriptor s_severalLosses = new(
        "NG0031", "Two losses on one output",
        "Stage '{0}' has several losses (the network's are {1}): keep one, or name another stage with On",
        Category, Error, true, helpLinkUri: HelpPage + "ng0031");

    private static readonly DiagnosticDescriptor s_lossMismatch = new(
        "NG0032", "The loss does not fit the output",
        "{0} does not fit the output of {1}: it needs {2}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0032");

    private static readonly DiagnosticDescriptor s_softmaxTwice = new(
        "NG0033", "Softmax before a loss that takes scores",
        "Output '{0}' is probabilities of {3}{9}, but {1} takes scores and applies {2} itself: remove {3}",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0033");

    private static readonly DiagnosticDescriptor s_sigmoidTwice = new(
        "NG0034", "Sigmoid before a loss that takes scores",
        "Output '{0}' is probabilities of {3}{9}, but {1} takes scores and applies {2} itself: remove {3}",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0034");

    // Blocks.
    private static readonly DiagnosticDescriptor s_emptyBlock = new(
        "NG0050", "A block without stages",
        "Block '{0}' has no stages: declare one, such as '[Linear(\"width\")] public partial Layer Body {{ get; }}'",
        Category, Error, true, helpLinkUri: HelpPage + "ng0050");

    private static readonly DiagnosticDescriptor s_sizeExpression = new(
        "NG0051", "A size that cannot be computed",
        "{0}{9}: {1}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0051");

    private static readonly DiagnosticDescriptor s_blockCycle = new(
        "NG0052", "A block inside itself",
        "{2} '{0}'{9} contains itself ({1}): neither blocks nor networks can use themselves, directly or through others",
        Category, Error, true, helpLinkUri: HelpPage + "ng0052");

    private static readonly DiagnosticDescriptor s_repeatShape = new(
        "NG0053", "A repetition that changes the shape",
        "Repeat on stage '{0}' reads {1}, but each repetition gives {2}: "
            + "what is repeated must keep the shape, so change it in a stage before",
        Category, Error, true, helpLinkUri: HelpPage + "ng0053");

    private static readonly DiagnosticDescriptor s_indivisibleHeads = new(
        "NG0054", "Heads do not divide the width",
        "{0}{9}: {1} heads do not divide {2} {3} ({4}): choose a divisor, such as {5}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0054");

    private static readonly DiagnosticDescriptor s_inputName = new(
        "NG0055", "A name for two things",
        "{0} are named '{1}'{9}: give each a name of its own{2}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0055");

    private static readonly DiagnosticDescriptor s_tiedShapes = new(
        "NG0056", "Shared weights of another shape",
        "{0}{9} needs weights of {1}, but '{2}' has {3}: make the shapes equal, or let it have weights of its own",
        Category, Error, true, helpLinkUri: HelpPage + "ng0056");

    private static readonly DiagnosticDescriptor s_emptySlice = new(
        "NG0057", "A slice or shape beyond the input",
        "{0}{9}: {1} does not fit the input of {2}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0057");

    private static readonly DiagnosticDescriptor s_misplacedModifier = new(
        "NG0058", "An attribute without effect",
        "{0} on stage '{1}' {2}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0058");

    private static readonly DiagnosticDescriptor s_subnetwork = new(
        "NG0059", "A network that cannot stand in another",
        "'{0}' cannot be used{9}: it {1}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0059");

    private static readonly DiagnosticDescriptor s_frozenShared = new(
        "NG0060", "Frozen weights that are trained elsewhere",
        "'{0}' is frozen, but its weights are those of '{1}', which is trained: write Frozen on '{1}', too, or on none of the two",
        Category, Error, true, helpLinkUri: HelpPage + "ng0060");

    private static readonly DiagnosticDescriptor s_nothingTrained = new(
        "NG0061", "Nothing left to train",
        "'{0}' has a loss, but all weights it depends on are frozen: leave a stage without Frozen, or remove the loss",
        Category, Error, true, helpLinkUri: HelpPage + "ng0061");

    private static readonly DiagnosticDescriptor s_unexplained = new(
        "NG0062", "A network that cannot be explained",
        "{0} cannot be explained{9}: {1}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0062");

    // The project and the user's own members.
    private static readonly DiagnosticDescriptor s_metMember = new(
        "NG0070", "A member that the build adds as well",
        "'{0}' meets the member of that name that the build adds to network '{1}': "
            + "choose another name, or other parameters where it is an overload",
        Category, Error, true, helpLinkUri: HelpPage + "ng0070");

    private static readonly DiagnosticDescriptor s_oldLanguage = new(
        "NG0071", "A version of C# without partial properties",
        "NetGen completes partial properties, which C# {0} does not have: set LangVersion to 13 or higher, or remove it from the project",
        Category, Error, true, helpLinkUri: HelpPage + "ng0071");

    private static readonly DiagnosticDescriptor s_forgottenNetwork = new(
        "NG0072", "Stages without a network",
        "'{0}' has stages, but is no network: write [Network] on the class, or derive it from BlockAttribute where it is a block",
        Category, Error, true, helpLinkUri: HelpPage + "ng0072");

    private static readonly DiagnosticDescriptor s_channelsLast = new(
        "NG0073", "A picture with its channels last",
        "Input({0}) is read as {1}, for the channels of a picture come first: "
            + "if it has them last, write [Input({2})] and give one channel's pixels after the other's",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0073");

    // What builds, and is hardly meant.
    private static readonly DiagnosticDescriptor s_oneValue = new(
        "NG0080", "A normalization over one value",
        "{0} of {1}{9} normalizes over one value, so {2}: {3}",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0080");

    private static readonly DiagnosticDescriptor s_lostBias = new(
        "NG0081", "A bias that BatchNorm takes away",
        "BatchNorm takes the bias of {0} in stage '{1}' away again, so its gradient is nothing but rounding noise: write Bias = false",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0081");

    private static readonly DiagnosticDescriptor s_unreached = new(
        "NG0082", "Parameters that no loss depends on",
        "No loss depends on the {1} parameters of stage '{0}', so training leaves them as they are: add a loss with On = nameof({0})",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0082");

    private static readonly DiagnosticDescriptor s_countedPadding = new(
        "NG0083", "Padding that counts",
        "{0}{9} takes the padding of '{1}' (token {2}) for any other token, "
            + "so its result changes with how far a sequence is filled up: {3}",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0083");

    private static readonly DiagnosticDescriptor s_outOfReach = new(
        "NG0084", "A last activation that does not reach the targets",
        "Output '{0}' comes from {1}{9}, which gives {2}, so with {3} {4}: {5}",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0084");

    private static readonly DiagnosticDescriptor s_dropoutBeforeNorm = new(
        "NG0085", "Dropout before BatchNorm",
        "Dropout{9} stands before BatchNorm, which learns the variance in training, at least 1/(1 − {0}) = {1} times that in prediction: "
            + "write Dropout behind it",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0085");

    private static readonly DiagnosticDescriptor s_droppedOutput = new(
        "NG0086", "Dropout on an output",
        "Dropout{9} makes {0} of the outputs 0 by chance, and {1} judges these, too: write it before the last layer, or remove it",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0086");

    private static readonly DiagnosticDescriptor s_lostGradient = new(
        "NG0087", "A deep stack of sigmoids or tanhs",
        "{0}{9} is the last of {1} activations in a row whose slope is small, and nothing normalizes or leads past them: "
            + "of a gradient about {2} is left in front of them; take Relu, or write BatchNorm, LayerNorm or Residual between",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0087");

    private static readonly DiagnosticDescriptor s_shrinkingStart = new(
        "NG0088", "Weights of a ReLU stack that start too small",
        "{0}{9} starts by {1}, the last of {2} layers in a row that so keep fanIn·Var(W)/2 of the variance, with ReLU behind them: "
            + "{3} is left of it; leave Initializer out, and it is HeUniform",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0088");

    private static readonly DiagnosticDescriptor s_twoActivations = new(
        "NG0089", "Two activations in a row",
        "{0}{9} stands behind {1} with no weights between{2}: keep one of the two",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0089");

    // The user's own methods.
    private static readonly DiagnosticDescriptor s_unfitMethod = new(
        "NG0090", "A method that cannot be used here",
        "{0}{9} cannot use '{1}': {2}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0090");

    private static readonly DiagnosticDescriptor s_unsupported = new(
        "NG0091", "Something that cannot be differentiated",
        "{1} cannot stand in '{0}', which is differentiated: {2}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0091");

    private static readonly DiagnosticDescriptor s_flat = new(
        "NG0092", "A derivative that is 0 or none",
        "In '{0}' {1}: nothing is learnt through it",
        Category, Warning, true, helpLinkUri: HelpPage + "ng0092");

    // Costs.
    private static readonly DiagnosticDescriptor s_overBudget = new(
        "NG0100", "More than the budget",
        "'{0}' has {1}, more than its budget of {2}; the dearest stages: {3}",
        Category, Error, true, helpLinkUri: HelpPage + "ng0100");

    private static readonly DiagnosticDescriptor s_stageCosts = new(
        StageCosts, "What a stage gives and costs",
        "{0}: output {1}; {2}",
        Category, Info, false, helpLinkUri: HelpPage + "ng0101");

    // The compiler.
    private static readonly DiagnosticDescriptor s_unknownOperation = new(
        "NG0040", "Unknown operation",
        "'{0}'{9} is not an operation or loss the compiler knows: use those of namespace NetGen",
        Category, Error, true, helpLinkUri: HelpPage + "ng0040");

    private static readonly DiagnosticDescriptor s_internalCompilerError = new(
        InternalError, "Internal compiler error",
        "The compiler failed on '{0}' ({1}): this is a defect of NetGen, please report it together with the class",
        Category, Error, true, helpLinkUri: HelpPage + "ng0099");

    private static readonly Dictionary<string, DiagnosticDescriptor> s_byId = new[]
    {
        s_notPartial, s_unsuitable, s_noInput, s_invalidShape, s_noStages, s_stageForm, s_emptyStage, s_takenName, s_invalidValue,
        s_wrongInput, s_kernelTooLarge, s_uncoveredInput, s_indivisibleGroups, s_unknownStage, s_laterStage,
        s_fromNotFirst, s_addMismatch, s_concatMismatch, s_unreadStage, s_noLoss, s_severalLosses, s_lossMismatch,
        s_softmaxTwice, s_sigmoidTwice, s_unknownOperation, s_emptyBlock, s_sizeExpression, s_blockCycle, s_repeatShape,
        s_indivisibleHeads, s_inputName, s_tiedShapes, s_emptySlice, s_misplacedModifier, s_subnetwork, s_frozenShared, s_nothingTrained,
        s_unexplained, s_metMember, s_oldLanguage, s_forgottenNetwork, s_channelsLast,
        s_oneValue, s_lostBias, s_unreached, s_countedPadding, s_outOfReach, s_dropoutBeforeNorm,
        s_droppedOutput, s_lostGradient, s_shrinkingStart, s_twoActivations, s_unfitMethod, s_unsupported, s_flat,
        s_overBudget, s_stageCosts, s_internalCompilerError,
    }.ToDictionary(static descriptor => descriptor.Id, StringComparer.Ordinal);

    public static IEnumerable<DiagnosticDescriptor> All => s_byId.Values;

    public static DiagnosticDescriptor Get(string id) => s_byId[id];

    /// <summary>What a message's {0}, {1} … stand for; {9} is " in stage 'Head'", for what stands on a stage.</summary>
    public static object[] Arguments(DiagnosticInfo info)
    {
        string place = info.Site.Member is { } stage ? $" in stage '{stage}'" : "";
        return [.. info.Arguments, .. Enumerable.Repeat("", Place - info.Arguments.Count), place];
    }

    /// <summary>Whether a project asks for a diagnostic that is off by default, be it for some of its files only.</summary>
    public static bool IsAskedFor(string id, Compilation compilation, CancellationToken cancellationToken)
    {
        static bool IsOn(ReportDiagnostic report) => report is not (ReportDiagnostic.Default or ReportDiagnostic.Suppress);
        return (compilation.Options.SpecificDiagnosticOptions.TryGetValue(id, out ReportDiagnostic specific) && IsOn(specific))
            || (compilation.Options.SyntaxTreeOptionsProvider is { } options
                && ((options.TryGetGlobalDiagnosticValue(id, cancellationToken, out ReportDiagnostic global) && IsOn(global))
                    || compilation.SyntaxTrees.Any(tree =>
                        options.TryGetDiagnosticValue(tree, id, cancellationToken, out ReportDiagnostic here) && IsOn(here))));
    }

    /// <summary>The descriptor with a remark behind its message: which use of a block made it so.</summary>
    public static DiagnosticDescriptor InContext(string id, string context)
    {
        DiagnosticDescriptor plain = Get(id);
        return context.Length == 0
            ? plain
            : new(
                id, plain.Title, $"{plain.MessageFormat} ({context.Replace("{", "{{").Replace("}", "}}")})",
                plain.Category, plain.DefaultSeverity, true, helpLinkUri: plain.HelpLinkUri);
    }
}
