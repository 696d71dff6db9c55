using System.Buffers;
using System.Numerics;
using System.Text.Json;
using static System.FormattableString;

namespace NetGen.Serving;

/// <summary>
/// Reads <c>{"inputs": [[…], …]}</c>, <c>{"inputs": {"Left": [[…], …], …}}</c>, or of one input the list alone. Each sample is flat, or
/// nested by its dimensions.
/// </summary>
internal ref partial struct JsonRequest<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int FirstRoom = 4;
    private readonly ServedInterface _served;
    private readonly PendingPrediction<T> _pending;
    private Utf8JsonReader _json;

    private JsonRequest(in ReadOnlySequence<byte> body, ServedInterface served, PendingPrediction<T> pending)
    {
        _served = served;
        _pending = pending;
        _json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 8 });
    }

    /// <exception cref="RefusedException">It is malformed, or no samples of the network.</exception>
    public static void Read(in ReadOnlySequence<byte> body, ServedInterface served, PendingPrediction<T> pending)
    {
        try
        {
            new JsonRequest<T>(body, served, pending).Read();
        }
        catch (JsonException exception)
        {
            string place = Invariant($"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
            throw RefusedException.BadRequest($"The body is no JSON: {place}: {WithoutPlace(exception.Message)}");
        }
    }

    private void Read()
    {
        // Which inputs were there.
        Span<bool> read = stackalloc bool[_served.Inputs.Length];
        _json.Read();
        switch (_json.TokenType)
        {
            case JsonTokenType.StartArray:
                ReadOnly(read);
                break;
            case JsonTokenType.StartObject:
                ReadObject(read);
                break;
            default:
                throw RefusedException.BadRequest("""The body is {"inputs": [[…], …]}: an object with a list of samples.""");
        }

        // What follows is an error of the reader's.
        _json.Read();
        for (int i = 0; i < read.Length; i++)
        {
            if (!read[i])
            {
                throw RefusedException.BadRequest(
                    read.Length == 1 ? "There are no \"inputs\"." : $"There are no samples of {_served.Inputs[i].Name}.");
            }
        }
    }

    private void ReadObject(scoped Span<bool> read)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (!_json.ValueTextEquals("inputs"u8))
            {
                throw RefusedException.BadRequest($"There is \"inputs\" in a request, not \"{Shortened(_json.GetString())}\".");
            }

            _json.Read();
            if (_json.TokenType == JsonTokenType.StartObject)
            {
                ReadNamed(read);
            }
            else
            {
                ReadOnly(read);
            }
        }
    }

    private void ReadNamed(scoped Span<bool> read)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            string name = _json.GetString()!;
            int input = _served.IndexOf(name);
            if (input < 0)
            {
                throw RefusedException.BadRequest($"The network has no input \"{Shortened(name)}\": it takes {_served.InputNames}.");
            }

            _json.Read();
            ReadInput(input, read);
        }
    }

    private void ReadOnly(scoped Span<bool> read)
    {
        if (_served.Inputs.Length != 1)
        {
            throw RefusedException.BadRequest(
                $"The network has {_served.Inputs.Length} inputs: write \"inputs\" as an object with {_served.InputNames}.");
        }

        ReadInput(0, read);
    }

    private void ReadInput(int index, scoped Span<bool> read)
    {
        ServedInput input = _served.Inputs[index];
        if (read[index])
        {
            throw RefusedException.BadRequest($"{input.Name} is there twice.");
        }

        if (_json.TokenType != JsonTokenType.StartArray)
        {
            throw RefusedException.BadRequest($"{input.Name} is a list of samples, [[…], …], not {Said()}.");
        }

        int length = input.Length < 0 || LengthIsNew(input, read) ? 0 : _pending.Lengths[input.Length];
        int count = 0, elements = 0;
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (count == _served.MaxSamples)
            {
                throw RefusedException.TooLarge(Invariant($"A request has at most {Words.Counted(_served.MaxSamples, "sample")}."));
            }

            if (_json.TokenType != JsonTokenType.StartArray)
            {
                throw RefusedException.At(input.Name, count, -1, $"a sample is a list, so that these are [[…], …], not {Said()}.");
            }

            int before = elements;
            ReadSample(input, index, count, ref elements);
            int found = input.Length < 0 ? 0 : Positions(input, count, elements - before);
            if (found != length && (count > 0 || length > 0))
            {
                throw RefusedException.At(
                    input.Name, count, -1,
                    Invariant($"it has {Words.Counted(found, "position")}, and others of the request have {length}; ")
                        + "send sequences of one length together.");
            }

            length = found;
            count++;
        }

        if (count == 0)
        {
            throw RefusedException.BadRequest($"{input.Name} has no samples.");
        }

        if (read.Contains(true) && count != _pending.Count)
        {
            throw RefusedException.BadRequest(
                Invariant($"{input.Name} has {Words.Counted(count, "sample")}, the inputs before it have {_pending.Count}."));
        }

        if (input.Length >= 0)
        {
            _pending.Lengths[input.Length] = length;
        }

        _pending.Count = count;
        read[index] = true;
    }

    /// <summary>Whether no input before has said this length.</summary>
    private readonly bool LengthIsNew(ServedInput input, scoped Span<bool> read)
    {
        for (int i = 0; i < read.Length; i++)
        {
            if (read[i] && _served.Inputs[i].Length == input.Length)
            {
                return false;
            }
        }

        return true;
    }

    private static int Positions(ServedInput input, int sample, int elements)
    {
        int positions = elements / input.PositionSize;
        return elements == positions * input.PositionSize && positions > 0
            ? positions
            : throw RefusedException.At(
                input.Name, sample, -1, Invariant($"it has {Words.Counted(elements, "value")}, not {input.Wanted}."));
    }

    private void ReadSample(ServedInput input, int index, int sample, ref int elements)
    {
        int start = elements;
        _json.Read();
        if (_json.TokenType == JsonTokenType.StartArray && input.Dimensions.Length > 1)
        {
            ReadNested(input, index, sample, start, 1, ref elements);
        }
        else
        {
            while (_json.TokenType != JsonTokenType.EndArray)
            {
                ReadElement(input, index, sample, start, ref elements);
                _json.Read();
            }
        }

        if (input.Length < 0 && elements - start != input.Size)
        {
            string noun = input.IsTokens ? "token" : "value";
            throw RefusedException.At(
                input.Name, sample, -1, Invariant($"it has {Words.Counted(elements - start, noun)}, not {input.Wanted}."));
        }
    }

    /// <summary>Reads the lists of a level up to the end of the list around them; the first has begun.</summary>
    private void ReadNested(ServedInput input, int index, int sample, int start, int level, ref int elements)
    {
        int lists = 0;
        bool isInnermost = level == input.Dimensions.Length - 1;
        while (_json.TokenType == JsonTokenType.StartArray)
        {
            int before = elements;
            _json.Read();
            if (!isInnermost)
            {
                ReadNested(input, index, sample, start, level + 1, ref elements);
            }
            else
            {
                while (_json.TokenType != JsonTokenType.EndArray)
                {
                    ReadElement(input, index, sample, start, ref elements);
                    _json.Read();
                }

                Expect(input, sample, level, elements - before);
            }

            lists++;
            _json.Read();
        }

        if (_json.TokenType != JsonTokenType.EndArray)
        {
            throw RefusedException.At(input.Name, sample, elements - start, $"there is {Said()} where a list begins.");
        }

        Expect(input, sample, level - 1, lists);
    }

    private static void Expect(ServedInput input, int sample, int level, int found)
    {
        int wanted = input.Dimensions[level];
        bool isLength = level == 0 && input.Length >= 0;
        if (isLength ? found > wanted : found != wanted)
        {
            string shape = string.Join('×', input.Dimensions);
            throw RefusedException.At(
                input.Name, sample, -1,
                Invariant($"dimension {level} of {shape} has {found} entries, not {(isLength ? "up to " : "")}{wanted}."));
        }
    }
}
