package digital.memu.inference.example.bot.talk;

/** Where the answer to one message goes. Thread-safe. */
public interface Reply {

    /** So many questions are before this one; returns at once. */
    void waiting(int before);

    /** Work on it begins: typing is shown from now on. */
    void begin();

    /** What a model has written so far; returns at once, however fast and often that is. */
    void show(String soFar);

    /** The whole answer, in place of all that was shown; waits until it is delivered. */
    void finish(Answer answer);

    /** There will be no answer, and none is wanted any more. */
    void drop();
}
