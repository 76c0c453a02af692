//! Errors of the program, in one line, with a cure if it is known.

pub mod database;

use std::{error::Error, io, net::SocketAddr, path::Path};

/// Formats an error in one line. If its cause is known, the line has the cure.
pub fn in_one_line(error: &sc_cli::Error) -> String {
    let text = text_of(error);
    cure(error, &text).unwrap_or(text)
}

fn text_of(error: &sc_cli::Error) -> String {
    match error {
        sc_cli::Error::Input(text) => one_line(text),
        other => with_causes(other),
    }
}

fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let words = inner.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        cause = inner.source();
    }
    // The SDK's word for errors that are not its own.
    one_line(text.trim_start_matches("Other: "))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cure(error: &sc_cli::Error, text: &str) -> Option<String> {
    if let sc_cli::Error::NetworkKeyNotFound(path) = error {
        let path = path.display();
        return Some(format!(
            "this validator has no network key at {path}: make one with `dtao-node key generate-node-key --file {path}`"
        ));
    }
    if text.contains("Database file is in use") {
        return Some("another node is running on this database: stop it, or choose another --base-path".into());
    }
    None
}

/// Adds the database's folder to an error of reading or writing files, which names none. `choice` is what sets the folder.
pub fn with_database(error: sc_cli::Error, folder: Option<&Path>, choice: &str) -> sc_cli::Error {
    let text = text_of(&error);
    match folder {
        Some(folder) if text.contains("IO Error") => sc_cli::Error::Input(format!(
            "{text}; the database is in {}: make it a folder with room that this user can write, or choose another {choice}",
            folder.display()
        )),
        _ => error,
    }
}

/// Explains why a server cannot listen on an address. `option` is the one that sets its port.
pub fn cannot_listen(address: SocketAddr, error: &io::Error, option: &str) -> String {
    if error.kind() != io::ErrorKind::AddrInUse {
        return format!("cannot listen on {address}: {error}");
    }
    let (port, ip) = (address.port(), address.ip());
    format!("port {port} of {ip} is taken by another program: stop it, or choose another port with {option}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_many_lines_is_told_in_one() {
        let error = sc_cli::Error::Input("first\n   second\n\n third".into());
        assert_eq!(in_one_line(&error), "first second third");
    }

    #[test]
    fn an_error_of_this_program_has_no_heading() {
        let inner = sc_service::Error::Other("Other: the chain cannot be saved".into());
        assert_eq!(in_one_line(&sc_cli::Error::Service(inner)), "the chain cannot be saved");
    }

    #[test]
    fn an_error_of_files_names_the_database_and_no_other_error_does() {
        let place = Some(Path::new("/some/where"));
        let of_files = sc_cli::Error::Input("Backend error: IO Error: Not a directory (os error 20)".into());
        let line = in_one_line(&with_database(of_files, place, "--base-path"));
        assert!(line.starts_with("Backend error") && line.contains("Not a directory"), "{line}");
        assert!(line.contains("/some/where: make it a folder") && line.ends_with("another --base-path"), "{line}");
        let other = sc_cli::Error::Input("something else".into());
        assert_eq!(in_one_line(&with_database(other, place, "--base-path")), "something else");
    }

    #[test]
    fn a_missing_network_key_is_told_with_the_command_that_makes_one() {
        let error = sc_cli::Error::NetworkKeyNotFound("/somewhere/secret".into());
        let line = in_one_line(&error);
        assert!(line.contains("dtao-node key generate-node-key --file /somewhere/secret"), "{line}");
        assert!(!line.contains('\n'));
    }
}
