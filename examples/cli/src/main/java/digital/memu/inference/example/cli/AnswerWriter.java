package digital.memu.inference.example.cli;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.failure.InferenceException;

/** Prints an answer as it comes. */
interface AnswerWriter {

    void event(ChatEvent event);

    void end(ChatReply reply);

    /** The answer will not be completed; why is told by whoever handles the failure. */
    void failed(InferenceException failure);
}
