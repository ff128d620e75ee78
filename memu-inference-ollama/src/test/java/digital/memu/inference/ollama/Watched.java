package digital.memu.inference.ollama;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.chat.AbstractChatStream;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.route.Route;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An answer that can be waited for until so many of its events have come; rides along with its request. */
final class Watched {

    private final CountDownLatch left;

    Watched(int events) {
        this.left = new CountDownLatch(events);
    }

    boolean await(Duration limit) throws InterruptedException {
        return left.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The same backend, whose answers can be watched. */
    static Backend backend(Backend backend) {
        return (Backend) Proxy.newProxyInstance(
                Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(backend, arguments);
                        return result instanceof ChatModel model ? model(model) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static ChatModel model(ChatModel model) {
        return new ChatModel() {
            @Override
            public ChatReply send(ChatRequest request) {
                return model.send(request);
            }

            @Override
            public ChatStream stream(ChatRequest request) {
                return request.extension(Watched.class)
                        .<ChatStream>map(watched -> watched.new Stream(model.stream(request)))
                        .orElseGet(() -> model.stream(request));
            }
        };
    }

    private final class Stream extends AbstractChatStream {
        private final ChatStream answer;

        Stream(ChatStream answer) {
            this.answer = answer;
        }

        @Override
        protected ChatEvent read() {
            ChatEvent event = answer.iterator().next();
            left.countDown();
            return event;
        }

        @Override
        protected void release() {
            answer.close();
        }

        @Override
        protected Route route() {
            return Route.of(List.of());
        }
    }
}
