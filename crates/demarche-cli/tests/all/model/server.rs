//! A server on this machine that plays back answers, good and broken.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::Value;

/// What the server does with one connection.
pub(super) enum Play {
    /// A status, further headers, and a body.
    Reply(u16, &'static str, String),
    /// The same, in chunks.
    Chunks(String),
    /// Says less than it announced.
    Break,
    /// Says nothing for a while.
    Wait(Duration),
    /// Sends a space every now and then, for as long as somebody listens.
    Dribble,
}

/// A request as it came: its head and its body.
pub(super) struct Request {
    pub(super) head: String,
    pub(super) body: Value,
}

/// Plays the plays, one a connection; the last one again and again.
pub(super) fn server(plays: Vec<Play>) -> (String, Receiver<Request>) {
    let (address, requests) = serve(plays, |stream| stream);
    (format!("http://{address}/v1"), requests)
}

/// The same by HTTPS, under a certificate that it gives itself for these names. With the certificate, as PEM.
pub(super) fn secure_server(names: &[&str], plays: Vec<Play>) -> (String, Receiver<Request>, String) {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let own = rcgen::generate_simple_self_signed(names).unwrap();
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let (address, requests) = serve(plays, move |stream| {
        let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
        StreamOwned::new(connection, stream)
    });
    (format!("https://{address}/v1"), requests, own.cert.pem())
}

fn serve<S: Read + Write + Send + 'static>(
    plays: Vec<Play>,
    dress: impl Fn(TcpStream) -> S + Send + 'static,
) -> (SocketAddr, Receiver<Request>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (seen, requests) = mpsc::channel();
    std::thread::spawn(move || {
        let (plays, mut next) = (Arc::new(plays), 0);
        for stream in listener.incoming() {
            let mut stream = dress(stream.unwrap());
            let Some(request) = request(&mut stream) else { continue };
            let _ = seen.send(request);
            // Who waits keeps nobody else waiting.
            let (plays, this) = (Arc::clone(&plays), next.min(plays.len() - 1));
            std::thread::spawn(move || play(&mut stream, &plays[this]));
            next += 1;
        }
    });
    (address, requests)
}

fn request(stream: &mut impl Read) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        head.push_str(&line.to_lowercase());
    }
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))?
        .trim()
        .parse()
        .ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request {
        head,
        body: serde_json::from_slice(&body).ok()?,
    })
}

fn play(stream: &mut impl Write, play: &Play) {
    let head =
        |status: u16, more: &str| format!("HTTP/1.1 {status} Played\r\nconnection: close\r\ncontent-type: application/json\r\n{more}");
    // Whoever asked may be gone by now.
    let _ = match play {
        Play::Reply(status, more, body) => {
            let head = head(*status, more);
            stream.write_all(format!("{head}content-length: {}\r\n\r\n{body}", body.len()).as_bytes())
        }
        Play::Chunks(body) => {
            let mut said = head(200, "transfer-encoding: chunked\r\n") + "\r\n";
            for piece in body.as_bytes().chunks(7) {
                said.push_str(&format!("{:x}\r\n{}\r\n", piece.len(), String::from_utf8_lossy(piece)));
            }
            stream.write_all((said + "0\r\n\r\n").as_bytes())
        }
        Play::Break => stream.write_all((head(200, "content-length: 1000\r\n\r\n") + "{\"choices\"").as_bytes()),
        Play::Wait(time) => {
            std::thread::sleep(*time);
            Ok(())
        }
        Play::Dribble => {
            let mut sent = stream.write_all((head(200, "content-length: 1000000\r\n") + "\r\n").as_bytes());
            while sent.is_ok() {
                std::thread::sleep(Duration::from_millis(50));
                sent = stream.write_all(b" ");
            }
            sent
        }
    };
}
