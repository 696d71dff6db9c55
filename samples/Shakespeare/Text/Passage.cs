namespace Shakespeare.Text;

/// <summary>
/// Some Shakespeare (As You Like It, Macbeth, Hamlet, Julius Caesar; public domain), so that the program runs without data.
/// </summary>
internal static class Passage
{
    /// <summary>A few thousand characters.</summary>
    public const string Text = """
        JAQUES:
        All the world's a stage,
        And all the men and women merely players:
        They have their exits and their entrances;
        And one man in his time plays many parts,
        His acts being seven ages. At first the infant,
        Mewling and puking in the nurse's arms.
        And then the whining school-boy, with his satchel
        And shining morning face, creeping like snail
        Unwillingly to school. And then the lover,
        Sighing like furnace, with a woeful ballad
        Made to his mistress' eyebrow. Then a soldier,
        Full of strange oaths and bearded like the pard,
        Jealous in honour, sudden and quick in quarrel,
        Seeking the bubble reputation
        Even in the cannon's mouth. And then the justice,
        In fair round belly with good capon lined,
        With eyes severe and beard of formal cut,
        Full of wise saws and modern instances;
        And so he plays his part. The sixth age shifts
        Into the lean and slipper'd pantaloon,
        With spectacles on nose and pouch on side,
        His youthful hose, well saved, a world too wide
        For his shrunk shank; and his big manly voice,
        Turning again toward childish treble, pipes
        And whistles in his sound. Last scene of all,
        That ends this strange eventful history,
        Is second childishness and mere oblivion,
        Sans teeth, sans eyes, sans taste, sans everything.

        MACBETH:
        To-morrow, and to-morrow, and to-morrow,
        Creeps in this petty pace from day to day
        To the last syllable of recorded time,
        And all our yesterdays have lighted fools
        The way to dusty death. Out, out, brief candle!
        Life's but a walking shadow, a poor player
        That struts and frets his hour upon the stage
        And then is heard no more: it is a tale
        Told by an idiot, full of sound and fury,
        Signifying nothing.

        HAMLET:
        To be, or not to be: that is the question:
        Whether 'tis nobler in the mind to suffer
        The slings and arrows of outrageous fortune,
        Or to take arms against a sea of troubles,
        And by opposing end them? To die: to sleep;
        No more; and by a sleep to say we end
        The heart-ache and the thousand natural shocks
        That flesh is heir to, 'tis a consummation
        Devoutly to be wish'd. To die, to sleep;
        To sleep: perchance to dream: ay, there's the rub;
        For in that sleep of death what dreams may come
        When we have shuffled off this mortal coil,
        Must give us pause: there's the respect
        That makes calamity of so long life;
        For who would bear the whips and scorns of time,
        The oppressor's wrong, the proud man's contumely,
        The pangs of despised love, the law's delay,
        The insolence of office and the spurns
        That patient merit of the unworthy takes,
        When he himself might his quietus make
        With a bare bodkin?

        ANTONY:
        Friends, Romans, countrymen, lend me your ears;
        I come to bury Caesar, not to praise him.
        The evil that men do lives after them;
        The good is oft interred with their bones;
        So let it be with Caesar. The noble Brutus
        Hath told you Caesar was ambitious:
        If it were so, it was a grievous fault,
        And grievously hath Caesar answer'd it.
        Here, under leave of Brutus and the rest,
        For Brutus is an honourable man;
        So are they all, all honourable men,
        Come I to speak in Caesar's funeral.
        He was my friend, faithful and just to me:
        But Brutus says he was ambitious;
        And Brutus is an honourable man.

        """;
}
