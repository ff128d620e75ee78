package digital.memu.inference.internal.async;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.internal.time.Workers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** The rules of reactive streams, as their own test kit checks them; the kit is written for TestNG, so we call it. */
class ChatPublisherTckTest {

    private static final ExecutorService WORKERS = Workers.start();

    @AfterAll
    static void end() {
        WORKERS.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        return Arrays.stream(Verification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> check(method)));
    }

    private static void check(Method rule) throws Throwable {
        Verification verification = new Verification();
        verification.setUp();
        try {
            rule.invoke(verification);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SkipException skipped) {
                // The kit skips what it cannot check in general (rules marked "untested").
                Assumptions.abort(skipped.getMessage());
            }
            throw e.getCause();
        }
    }

    private static final class Verification extends FlowPublisherVerification<ChatEvent> {

        Verification() {
            super(new TestEnvironment(30_000, 50, 50));
        }

        @Override
        public Flow.Publisher<ChatEvent> createFlowPublisher(long elements) {
            return new ChatPublisher(new Counting(elements), ChatRequest.of("?"), WORKERS);
        }

        @Override
        public Flow.@Nullable Publisher<ChatEvent> createFailedFlowPublisher() {
            // None exists: whether a request fails is known only after it was asked for, never at subscription.
            return null;
        }

        @Override
        public long maxElementsFromPublisher() {
            // A chat has an end; an answer of endless length is not to be had.
            return 10_000;
        }

        /** The kit gives the worker and the garbage collection a moment, which on a busy machine is none. */
        @Override
        @Test
        public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
                throws Throwable {
            for (int left = 20; ; left--) {
                try {
                    super.required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber();
                    return;
                } catch (AssertionError e) {
                    if (left == 0) {
                        throw e;
                    }
                    setUp();
                }
            }
        }
    }

    /** Answers with a number of events, the last of which is the end. */
    private record Counting(long events) implements ChatModel {

        @Override
        public ChatReply send(ChatRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ChatStream stream(ChatRequest request) {
            return new CountingStream(events);
        }
    }
}
