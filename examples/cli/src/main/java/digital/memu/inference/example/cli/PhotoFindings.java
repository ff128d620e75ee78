package digital.memu.inference.example.cli;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;

/** Prints what was found in photos. */
interface PhotoFindings {

    /** A photo as it was named, and what was found of that which was asked for. */
    void found(String file, PhotoRequest asked, PhotoAnalysis found);

    void failed(String file, InferenceException failure);
}
