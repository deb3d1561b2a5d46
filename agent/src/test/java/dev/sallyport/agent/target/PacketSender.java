package dev.sallyport.agent.target;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Sends packets from several addresses in turn for a while; a program of its own. */
final class PacketSender {

    private PacketSender() {}

    /** Takes milliseconds, the receivers for IPv4 and IPv6, then the senders. */
    public static void main(String[] arguments) throws IOException {
        long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000;
        InetAddress four = InetAddress.getByName(arguments[1]);
        InetAddress six = InetAddress.getByName(arguments[2]);
        List<DatagramSocket> sockets = new ArrayList<>();
        List<InetAddress> receivers = new ArrayList<>();
        for (int i = 3; i < arguments.length; i++) {
            InetAddress from = InetAddress.getByName(arguments[i]);
            sockets.add(new DatagramSocket(new InetSocketAddress(from, 0)));
            receivers.add(from.getAddress().length == 4 ? four : six);
        }
        byte[] content = new byte[8];
        long sent = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < sockets.size(); i++) {
                try {
                    sockets.get(i)
                            .send(new DatagramPacket(content, content.length, receivers.get(i), 9));
                    sent++;
                } catch (IOException full) {
                    // The queue is full for a moment: this packet was never sent.
                }
            }
        }
        System.out.println(sent);
    }
}
