package digital.memu.inference.immich.internal.wire;

import java.util.Arrays;

/** Numbers, as many as come. */
final class Numbers {

    private double[] numbers = new double[64];
    private int size;

    void add(double number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = number;
    }

    int size() {
        return size;
    }

    double[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
