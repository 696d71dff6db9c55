namespace NetGen.Runtime;

/// <summary>
/// Who may touch a network's parameters: any number of readers (predictions, evaluations, decoders, saving), or one that changes them (a
/// training step, loading). Readers and changes wait for each other, in the order they came, so that neither starves; two threads that both
/// want to change them are a mistake, and the second is refused. Entering allocates nothing.
/// </summary>
internal sealed class WeightGate
{
    private const int Changing = -1;

    private readonly object _queue = new();

    // Readers at work, or Changing.
    private int _state;

    // The thread that trains or loads, between its steps too, and how often it said so; 0: none.
    private int _owner;
    private int _claims;

    // Who waits, in order: tickets given out and the one whose turn it is.
    private int _waiting;
    private long _nextTicket;
    private long _turn;

    /// <summary>Makes the calling thread the only one that may change the parameters; may be nested.</summary>
    /// <exception cref="InvalidOperationException">Another thread trains or loads.</exception>
    public Scope Claim()
    {
        EnterClaim();
        return new Scope(this, ScopeKind.Claim);
    }

    /// <summary>Waits for the readers at work; then no other comes in.</summary>
    /// <exception cref="InvalidOperationException">The calling thread is in the midst of a change, so it would wait for ever.</exception>
    public Scope Change()
    {
        EnterChange();
        return new Scope(this, ScopeKind.Change);
    }

    /// <summary>Waits for the change under way.</summary>
    /// <exception cref="InvalidOperationException">The calling thread is in the midst of a change, so it would wait for ever.</exception>
    public Scope Read()
    {
        EnterRead();
        return new Scope(this, ScopeKind.Read);
    }

    private void EnterClaim()
    {
        int thread = Environment.CurrentManagedThreadId;
        int owner = Interlocked.CompareExchange(ref _owner, thread, 0);
        if (owner != 0 && owner != thread)
        {
            throw new InvalidOperationException(
                "A trainer of this network (or Load) is at work on another thread. A trainer, and all trainers of one network together, "
                + "serve one thread at a time: call them in turn, or train a network of its own on each thread.");
        }

        _claims++;
    }

    private void ExitClaim()
    {
        if (--_claims == 0)
        {
            Volatile.Write(ref _owner, 0);
        }
    }

    private void EnterChange()
    {
        if (Volatile.Read(ref _waiting) != 0 || Interlocked.CompareExchange(ref _state, Changing, 0) != 0)
        {
            CheckNotWithin();
            Queue(isChange: true);
        }
    }

    private void ExitChange()
    {
        Interlocked.Exchange(ref _state, 0);
        WakeWaiting();
    }

    private void EnterRead()
    {
        int readers = Volatile.Read(ref _state);
        while (readers >= 0 && Volatile.Read(ref _waiting) == 0)
        {
            int seen = Interlocked.CompareExchange(ref _state, readers + 1, readers);
            if (seen == readers)
            {
                return;
            }

            readers = seen;
        }

        CheckNotWithin();
        Queue(isChange: false);
    }

    /// <exception cref="InvalidOperationException">The calling thread is in the midst of a change, so it would wait for ever.</exception>
    private void CheckNotWithin()
    {
        if (Volatile.Read(ref _state) == Changing && Volatile.Read(ref _owner) == Environment.CurrentManagedThreadId)
        {
            throw new InvalidOperationException("The network's weights cannot be used from within the step that changes them.");
        }
    }

    private void ExitRead()
    {
        Interlocked.Decrement(ref _state);
        WakeWaiting();
    }

    private void Queue(bool isChange)
    {
        lock (_queue)
        {
            long ticket = _nextTicket++;

            // Seen by whoever leaves after this, who then pulses; who left before has set the state that is tried next.
            Interlocked.Increment(ref _waiting);
            while (ticket != _turn || !TryEnter(isChange))
            {
                Monitor.Wait(_queue);
            }

            _turn++;
            Interlocked.Decrement(ref _waiting);
            Monitor.PulseAll(_queue);
        }
    }

    private bool TryEnter(bool isChange)
    {
        int readers = Volatile.Read(ref _state);
        while (isChange ? readers == 0 : readers >= 0)
        {
            int seen = Interlocked.CompareExchange(ref _state, isChange ? Changing : readers + 1, readers);
            if (seen == readers)
            {
                return true;
            }

            readers = seen;
        }

        return false;
    }

    private void WakeWaiting()
    {
        if (Volatile.Read(ref _waiting) != 0)
        {
            lock (_queue)
            {
                Monitor.PulseAll(_queue);
            }
        }
    }

    /// <summary>What a <see cref="Scope"/> ends.</summary>
    internal enum ScopeKind
    {
        Claim,
        Change,
        Read,
    }

    /// <summary>Ends what was entered, on the thread that entered it.</summary>
    public readonly ref struct Scope
    {
        private readonly WeightGate _gate;
        private readonly ScopeKind _kind;

        public Scope(WeightGate gate, ScopeKind kind) => (_gate, _kind) = (gate, kind);

        public void Dispose()
        {
            switch (_kind)
            {
                case ScopeKind.Claim:
                    _gate.ExitClaim();
                    break;
                case ScopeKind.Change:
                    _gate.ExitChange();
                    break;
                default:
                    _gate.ExitRead();
                    break;
            }
        }
    }
}
