package digital.memu.inference.immich.testing;

import java.util.Arrays;
import java.util.Optional;

/** A place in a request that a model can be asked for: a task and the type of its model. */
enum Slot {
    CLIP_VISUAL("clip", "visual", ""),
    CLIP_TEXTUAL("clip", "textual", ""),
    FACE_DETECTION("facial-recognition", "detection", ""),
    FACE_RECOGNITION("facial-recognition", "recognition", "FaceRecognizer"),
    OCR_DETECTION("ocr", "detection", ""),
    OCR_RECOGNITION("ocr", "recognition", "TextRecognizer");

    private final String task;
    private final String type;
    private final String pythonName;

    Slot(String task, String type, String pythonName) {
        this.task = task;
        this.type = type;
        this.pythonName = pythonName;
    }

    static Optional<Slot> of(String task, String type) {
        return Arrays.stream(values())
                .filter(slot -> slot.task.equals(task) && slot.type.equals(type))
                .findFirst();
    }

    static boolean isTask(String name) {
        return Arrays.stream(values()).anyMatch(slot -> slot.task.equals(name));
    }

    String task() {
        return task;
    }

    boolean needsDetection() {
        return type.equals("recognition");
    }

    /** The slot whose result this one works on. */
    Slot detection() {
        return this == FACE_RECOGNITION ? FACE_DETECTION : OCR_DETECTION;
    }

    /** What a service says when the detection is not asked for. */
    String missingDetection(Generation generation) {
        String who = generation == Generation.STRICT ? pythonName : "Task " + task + " of type " + type;
        return who + " depends on output of (<ModelType.DETECTION: 'detection'>, <ModelTask."
                + (this == FACE_RECOGNITION ? "FACIAL_RECOGNITION" : "OCR") + ": '" + task + "'>)";
    }
}
