package dev.sailplane.diffusion.checkpoint;

import dev.sailplane.diffusion.checkpoint.PickleValue.Constant;
import dev.sailplane.diffusion.checkpoint.PickleValue.Dictionary;
import dev.sailplane.diffusion.checkpoint.PickleValue.Global;
import dev.sailplane.diffusion.checkpoint.PickleValue.Sequence;
import dev.sailplane.diffusion.checkpoint.PickleValue.Storage;
import dev.sailplane.diffusion.checkpoint.PickleValue.StorageClass;
import dev.sailplane.diffusion.checkpoint.PickleValue.Tensor;
import dev.sailplane.diffusion.checkpoint.PickleValue.Text;
import dev.sailplane.diffusion.checkpoint.PickleValue.Tuple;
import dev.sailplane.diffusion.checkpoint.PickleValue.Whole;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reads the pickle of a state dict. Runs nothing: of pickle's instructions and of Python's names it knows those that
 * {@code torch.save} writes for state dicts and refuses the rest by name. Work and memory are bounded by the length of
 * the input and by {@link #MAXIMUM_OPERATIONS}.
 *
 * <p>Complaints are {@link IllegalArgumentException}s that continue "its index ...".
 */
final class StateDictPickle {
    static final int MAXIMUM_OPERATIONS = 1_000_000; // the public networks take about 30,000

    private final ByteBuffer input;
    private final List<PickleValue> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, PickleValue> memo = new HashMap<>();

    private StateDictPickle(byte[] pickle) {
        this.input = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The value that a pickle describes. */
    static PickleValue read(byte[] pickle) {
        StateDictPickle reader = new StateDictPickle(pickle);
        try {
            return reader.run();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | NoSuchElementException cut) {
            throw new IllegalArgumentException("is cut short or malformed at byte " + reader.input.position(), cut);
        }
    }

    private PickleValue run() {
        for (int operation = 0; operation < MAXIMUM_OPERATIONS; operation++) {
            int code = input.get() & 0xFF;
            PickleOpcode opcode = PickleOpcode.of(code);
            if (opcode == null) {
                throw new IllegalArgumentException("holds the instruction %s at byte %d, which no state dict needs"
                        .formatted(PickleOpcode.nameOf(code), input.position() - 1));
            }
            if (opcode == PickleOpcode.STOP) {
                return pop();
            }
            execute(opcode);
        }
        throw new IllegalArgumentException("has more than %,d instructions".formatted(MAXIMUM_OPERATIONS));
    }

    private void execute(PickleOpcode opcode) {
        switch (opcode) {
            case MARK -> marks.push(stack.size());
            case STOP -> throw new IllegalStateException("STOP is executed by nobody");
            case PROTO -> protocol(input.get());
            case FRAME -> input.getLong();
            case NONE -> push(Constant.NONE);
            case NEWTRUE -> push(Constant.TRUE);
            case NEWFALSE -> push(Constant.FALSE);
            case BININT -> push(new Whole(input.getInt()));
            case BININT1 -> push(new Whole(input.get() & 0xFF));
            case BININT2 -> push(new Whole(input.getShort() & 0xFFFF));
            case LONG1 -> push(new Whole(whole(input.get() & 0xFF)));
            case BINUNICODE -> push(new Text(text(input.getInt())));
            case SHORT_BINUNICODE -> push(new Text(text(input.get() & 0xFF)));
            case EMPTY_TUPLE -> push(new Tuple(List.of()));
            case TUPLE1 -> push(tuple(1));
            case TUPLE2 -> push(tuple(2));
            case TUPLE3 -> push(tuple(3));
            case TUPLE -> push(new Tuple(popToMark()));
            case EMPTY_LIST -> push(new Sequence());
            case APPEND -> append(List.of(pop()));
            case APPENDS -> append(popToMark());
            case EMPTY_DICT -> push(new Dictionary());
            case SETITEM -> put(last(2));
            case SETITEMS -> put(popToMark());
            case BINPUT -> memo.put(input.get() & 0xFF, stack.getLast());
            case LONG_BINPUT -> memo.put(input.getInt(), stack.getLast());
            case MEMOIZE -> memo.put(memo.size(), stack.getLast());
            case BINGET -> push(recall(input.get() & 0xFF));
            case LONG_BINGET -> push(recall(input.getInt()));
            case GLOBAL -> push(global(line(), line()));
            case STACK_GLOBAL -> stackGlobal();
            case BINPERSID -> push(storage(pop()));
            case REDUCE -> reduce();
            case BUILD -> build();
        }
    }

    private void push(PickleValue value) {
        stack.add(value);
    }

    private PickleValue pop() {
        if (!marks.isEmpty() && marks.getFirst() >= stack.size()) {
            throw new NoSuchElementException("a mark");
        }
        return stack.removeLast();
    }

    private List<PickleValue> popToMark() {
        return last(stack.size() - marks.pop());
    }

    private List<PickleValue> last(int count) {
        List<PickleValue> tail = stack.subList(stack.size() - count, stack.size());
        List<PickleValue> values = List.copyOf(tail);
        tail.clear();
        return values;
    }

    private Tuple tuple(int count) {
        return new Tuple(last(count));
    }

    private PickleValue recall(int index) {
        PickleValue value = memo.get(index);
        if (value == null) {
            throw new IllegalArgumentException("refers to the entry %d before it is there".formatted(index));
        }
        return value;
    }

    private void append(List<PickleValue> values) {
        if (!(stack.getLast() instanceof Sequence sequence)) {
            throw new IllegalArgumentException("appends to something that is no list");
        }
        sequence.elements.addAll(values);
    }

    private void put(List<PickleValue> keysAndValues) {
        if (!(stack.getLast() instanceof Dictionary dictionary)) {
            throw new IllegalArgumentException("sets items of something that is no dictionary");
        }
        for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
            dictionary.entries.put(key(keysAndValues.get(i)), keysAndValues.get(i + 1));
        }
    }

    private static String key(PickleValue key) {
        return switch (key) {
            case Text text -> text.value();
            case Whole whole -> Long.toString(whole.value());
            case Constant _, Tuple _, Global _, StorageClass _, Storage _, Tensor _, Sequence _, Dictionary _ ->
                throw new IllegalArgumentException("has a dictionary key that is neither text nor number");
        };
    }

    private void stackGlobal() {
        String name = text(pop());
        push(global(text(pop()), name));
    }

    private static PickleValue global(String module, String name) {
        return StateDictGlobals.resolve(module + "." + name);
    }

    private PickleValue storage(PickleValue identifier) {
        return StateDictGlobals.storage(identifier);
    }

    private void reduce() {
        PickleValue arguments = pop();
        push(StateDictGlobals.call(pop(), arguments));
    }

    /** A module's state dict gets an attribute {@code _metadata} this way, which nobody needs to load it. */
    private void build() {
        pop();
        if (!(stack.getLast() instanceof Dictionary)) {
            throw new IllegalArgumentException("sets attributes of something that is no dictionary");
        }
    }

    private static void protocol(int protocol) {
        if (protocol < 2 || protocol > 5) {
            throw new IllegalArgumentException("is of pickle protocol %d, not 2 to 5".formatted(protocol));
        }
    }

    private long whole(int length) {
        if (length > Long.BYTES) {
            throw new IllegalArgumentException("holds a number of more than 64 bits");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (input.get() & 0xFFL) << (8 * i);
        }
        int unused = Long.SIZE - 8 * length;
        return length == 0 ? 0 : value << unused >> unused;
    }

    private String text(int length) {
        if (length < 0 || length > input.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] utf8 = new byte[length];
        input.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    static String text(PickleValue value) {
        if (value instanceof Text(String text)) {
            return text;
        }
        throw new IllegalArgumentException("has something else where a text belongs");
    }

    private String line() {
        int start = input.position();
        while (input.get() != '\n') {
            // to the line's end
        }
        return new String(input.array(), start, input.position() - 1 - start, StandardCharsets.UTF_8);
    }
}
