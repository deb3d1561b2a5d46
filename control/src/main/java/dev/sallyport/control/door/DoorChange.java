package dev.sallyport.control.door;

import dev.sallyport.control.policy.PolicySubmission;

/**
 * What a door wants to become of a tenant.
 *
 * @param submission the whole policy; its mode is not looked at
 * @param json what is to be kept for the door
 */
public record DoorChange(PolicySubmission submission, String json) {}
