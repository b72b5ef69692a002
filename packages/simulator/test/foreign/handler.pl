# An SMA handler in Perl behind the Lambda invoke API: says hello, and hangs up.
use strict;
use warnings;
use IO::Socket::INET;

my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 5) or die $!;
$| = 1;
print $server->sockport, "\n";

while (my $client = $server->accept) {
    my ($length, $line) = (0);
    while (defined($line = <$client>) && $line !~ /^\r?\n$/) {
        $length = $1 if $line =~ /^content-length:\s*(\d+)/i;
    }
    read $client, my $event, $length;
    my $actions = $event =~ /"NEW_INBOUND_CALL"/
        ? '[{"Type":"Speak","Parameters":{"Text":"Hello from Perl"}},{"Type":"Hangup","Parameters":{"SipResponseCode":"0"}}]'
        : '[]';
    my $answer = qq({"SchemaVersion":"1.0","Actions":$actions});
    print $client "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: ", length($answer), "\r\n\r\n", $answer;
    close $client;
}
