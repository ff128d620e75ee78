package digital.memu.inference.tools;

import digital.memu.inference.tools.internal.shape.TypeShape;
import java.lang.reflect.AnnotatedElement;

/** Shapes of the program's types, with what the program says about them. */
final class Types {

    private Types() {}

    static <T> TypeShape<T> shape(Class<T> type) {
        return TypeShape.of(type, Types::words);
    }

    private static String words(AnnotatedElement element) {
        Description description = element.getAnnotation(Description.class);
        return description == null ? "" : description.value();
    }
}
