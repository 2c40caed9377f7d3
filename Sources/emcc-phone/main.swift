import EMPhone
import Glibc

exit(PhoneProgram.run(Array(CommandLine.arguments.dropFirst())).rawValue)
