package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.PrincipalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Synthetic traffic of an invented organisation: nobody was observed, nothing here is a real log.
 * Its purpose is to have people behind addresses, which published logs have not.
 *
 * <p>Persons share a home with up to three others, work at an office some days of the week, use the
 * telephone on the way, and travel now and then. Homes have an IPv4 address that a third of the
 * providers change every few days, and half of them an IPv6 /56 with privacy addresses. Offices
 * have a few egress addresses in a small block, some also IPv6. Mobile carriers hand out another
 * address of a /22 each time, one of them out of 100.64.0.0/10. Programs keep one to three
 * addresses of a cloud. Strangers try to sign in from anywhere and fail, so they stay anonymous.
 *
 * <p>Equal arguments give equal traffic.
 */
public final class SyntheticTraffic {

    private static final Channel UI = Channel.of(new ChannelId("ui"));
    private static final Channel API = Channel.of(new ChannelId("api"));
    private static final Channel SIGN_IN = Channel.of(new ChannelId("sso"));

    private record Program(Principal principal, List<IpAddress> addresses) {}

    private final Chance chance;
    private final int days;
    private final SyntheticNetworks networks;
    private final List<SyntheticPerson> people = new ArrayList<>();
    private final List<Program> programs = new ArrayList<>();

    private SyntheticTraffic(long seed, int personCount, int days) {
        chance = new Chance(seed);
        this.days = days;
        networks = new SyntheticNetworks(chance, 1 + personCount / 60);
        while (people.size() < personCount) {
            SyntheticHome home = new SyntheticHome(chance.pick(networks.providers), chance);
            int family = chance.pick(1, 1, 2, 2, 3, 4);
            for (int i = 0; i < family && people.size() < personCount; i++) {
                people.add(person(home));
            }
        }
        for (int i = 0; i < 2 + personCount / 25; i++) {
            programs.add(program(i));
        }
    }

    private SyntheticPerson person(SyntheticHome home) {
        String id = "person-" + people.size();
        return new SyntheticPerson(
                new Principal(
                        PrincipalKind.USER,
                        id,
                        people.size() % 20 == 0 ? Set.of("admin") : Set.of(),
                        "portal",
                        null),
                home,
                chance.pick(networks.offices),
                networks,
                chance);
    }

    private Program program(int number) {
        String id = "program-" + number;
        List<IpAddress> addresses = new ArrayList<>();
        int count = chance.between(1, 3);
        for (int i = 0; i < count; i++) {
            addresses.add(networks.cloud());
        }
        return new Program(
                new Principal(PrincipalKind.CLIENT, id, Set.of(), id, null),
                List.copyOf(addresses));
    }

    /**
     * Hands out the traffic of some days, in the order of days.
     *
     * @param seed what it is made from
     * @param people how many persons there are, 1 or more
     * @param days how many days, 1 or more; the first is a Monday
     * @param taker who takes each request
     */
    public static void generate(long seed, int people, int days, Consumer<SyntheticRequest> taker) {
        new SyntheticTraffic(seed, people, days).run(taker);
    }

    /** Returns the same as a list. */
    public static List<SyntheticRequest> generate(long seed, int people, int days) {
        List<SyntheticRequest> requests = new ArrayList<>();
        generate(seed, people, days, requests::add);
        return requests;
    }

    private void run(Consumer<SyntheticRequest> taker) {
        for (int day = 0; day < days; day++) {
            boolean isWeekend = day % 7 >= 5;
            for (SyntheticPerson person : people) {
                if (person.works(isWeekend)) {
                    day(person, day, taker);
                }
            }
            for (Program program : programs) {
                for (int i = 0; i < 4; i++) {
                    IpAddress address = chance.pick(program.addresses());
                    taker.accept(request(day, chance.below(24), address, API, program.principal()));
                }
            }
            for (int i = 0; i < 5 + people.size() / 10; i++) {
                taker.accept(
                        request(
                                day,
                                chance.below(24),
                                networks.hostile(),
                                SIGN_IN,
                                Principal.ANONYMOUS));
            }
        }
    }

    private void day(SyntheticPerson person, int day, Consumer<SyntheticRequest> taker) {
        int hour = chance.between(7, 10);
        IpAddress address = person.workingAddress(day);
        taker.accept(request(day, hour, address, UI, person.principal));
        taker.accept(request(day, hour + 4, address, UI, person.principal));
        if (chance.percent(25)) {
            taker.accept(request(day, 12, person.mobileAddress(), UI, person.principal));
        }
        if (chance.percent(15)) {
            taker.accept(request(day, 20, person.eveningAddress(day), UI, person.principal));
        }
    }

    private SyntheticRequest request(
            int day, int hour, IpAddress address, Channel channel, Principal principal) {
        return new SyntheticRequest(
                24 * day + hour, address, channel, principal, chance.between(1, 40));
    }
}
