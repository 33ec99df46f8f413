package dev.sailplane.api.http.openai;

/**
 * What a request is said to have cost. All is zero: these models count no tokens. It is said all the same, because typed
 * clients require it of streams, and programs that add up costs read it unasked.
 */
record Usage(int inputTokens, Details inputTokensDetails, int outputTokens, int totalTokens) {
    /** Nothing. */
    static final Usage NONE = new Usage(0, new Details(0, 0), 0, 0);

    /** Of which kind the tokens were. */
    record Details(int textTokens, int imageTokens) {}
}
