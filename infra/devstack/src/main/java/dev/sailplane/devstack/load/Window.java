package dev.sailplane.devstack.load;

/** The time in which jobs are counted. */
public interface Window {
    /** Nobody looks. */
    Window UNWATCHED = new Window() {
        @Override
        public void opens() {}

        @Override
        public void closes(long jobs) {}
    };

    /** From now on jobs count. */
    void opens();

    /** From now on they do not; so many ended well. */
    void closes(long jobs);
}
