package digital.memu.inference.example.photosearch;

import java.util.List;

/** Faces that are so much alike that they are taken for one person's: the photos, with that person's faces only. */
record Person(List<Match> photos) {}
