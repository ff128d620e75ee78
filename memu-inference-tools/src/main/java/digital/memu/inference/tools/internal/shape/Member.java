package digital.memu.inference.tools.internal.shape;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;

/**
 * A record's component or a class's field.
 *
 * @param element where annotations of the program's own stand
 */
record Member(String name, AnnotatedType type, boolean nullable, AnnotatedElement element, Getter getter) {

    /** Takes the value out of an object. */
    interface Getter {
        Object get(Object from) throws ReflectiveOperationException;
    }
}
