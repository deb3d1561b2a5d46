package dev.sallyport.evidence.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The hash by which cells tell principals apart. */
final class KeyedHashTest {

    /** Of no words, under the key 00 01 … 0f: a published vector of the wide SipHash-1-3. */
    @Test
    void equalsAPublishedVector() {
        KeyedHash hash = new KeyedHash(new RecordingKey(0x0706050403020100L, 0x0f0e0d0c0b0a0908L));
        hash.begin();
        hash.end();
        assertThat(Long.toHexString(hash.first())).isEqualTo("bea58827b2bc7ee7");
        assertThat(Long.toHexString(hash.second())).isEqualTo("13030dd6adb62fd");
    }

    @Test
    void dependsOnTheKeyAndOnEveryCharacter() {
        Set<Long> first = new HashSet<>();
        Set<Long> second = new HashSet<>();
        int texts = 0;
        for (RecordingKey key :
                new RecordingKey[] {new RecordingKey(1, 2), new RecordingKey(2, 1)}) {
            KeyedHash hash = new KeyedHash(key);
            for (int length = 0; length < 12; length++) {
                for (int position = 0; position < Math.max(1, length); position++) {
                    StringBuilder text = new StringBuilder("\0".repeat(length));
                    if (length > 0) {
                        text.setCharAt(position, '\uffff');
                    }
                    hash.begin();
                    hash.add(text.toString());
                    hash.end();
                    first.add(hash.first());
                    second.add(hash.second());
                    texts++;
                }
            }
        }
        assertThat(first).hasSize(texts);
        assertThat(second).hasSize(texts);
    }
}
