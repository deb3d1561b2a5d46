package dev.sallyport.server.web;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.document.DoctorWriter;
import dev.sallyport.server.node.ServerDoctor;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/* Advice about the set-up, for operators. */
@RestController
final class DoctorDoor {

    private static final int DEFAULT_HOSTS = 100;

    private final ServerDoctor doctor;

    DoctorDoor(ServerDoctor doctor) {
        this.doctor = doctor;
    }

    @GetMapping(path = "/api/v1/doctor", produces = Answers.JSON)
    ResponseEntity<byte[]> visit(Call call) {
        call.operator();
        ServerDoctor.Visit visit = doctor.visit();
        return Answers.json(
                200, DoctorWriter.write(visit.at(), visit.requests(), visit.findings()));
    }

    @GetMapping(path = "/api/v1/unknown-hosts", produces = Answers.JSON)
    ResponseEntity<byte[]> unknownHosts(Call call, HttpServletRequest request) {
        call.operator();
        String limit = Parameters.single(request, "limit");
        if (limit != null && !limit.matches("[1-9][0-9]{0,3}")) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER,
                    "parameter `limit` is "
                            + Quoted.text(limit)
                            + " and not a whole number from 1 to 9999");
        }
        int most = limit == null ? DEFAULT_HOSTS : Integer.parseInt(limit);
        return Answers.json(200, DoctorWriter.write(doctor.unknownHosts(most)));
    }
}
