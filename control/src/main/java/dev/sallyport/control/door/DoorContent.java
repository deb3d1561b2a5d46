package dev.sallyport.control.door;

/**
 * What a door wants to have kept: whatever its clients sent that a policy has no place for.
 *
 * @param door the door, such as {@code sailpoint}
 * @param json the content, which only the door understands
 */
public record DoorContent(String door, String json) {

    /** Returns words that do not give the content away. */
    @Override
    public String toString() {
        return "DoorContent[" + door + "]";
    }
}
