//! `new`: a subnet of one's own, copied from the template in `templates/my-subnet/`.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

/// The template's name, and the same as a Python package and as a title. Each is replaced by the form of the new name.
const NAME: &str = "my-subnet";
const PACKAGE: &str = "my_subnet";
const TITLE: &str = "My subnet";

/// Returns a file of the template with its path.
macro_rules! files {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../../templates/my-subnet/", $path)))),*]
    };
}

/// The template's files.
const FILES: [(&str, &str); 10] = files![
    ".gitignore",
    "README.md",
    "genesis.toml",
    "my_subnet/__init__.py",
    "my_subnet/miner.py",
    "my_subnet/task.py",
    "my_subnet/validator.py",
    "pyproject.toml",
    "test.sh",
    "tests/test_subnet.py",
];

/// Python's keywords, its standard library, and the packages that the template uses: a package of such a name cannot be imported, or
/// hides the other.
const TAKEN: &str = "\
    abc aifc and antigravity argparse array as assert ast async asynchat asyncio asyncore atexit audioop await \
    base64 bdb binascii bisect bittensor break builtins bz2 calendar cgi cgitb chunk class cmath cmd code codecs \
    codeop collections colorsys compileall concurrent configparser contextlib contextvars continue copy copyreg \
    crypt csv ctypes curses dataclasses datetime dbm decimal def del difflib dis distutils doctest dtao_lab \
    dtao_test elif else email encodings ensurepip enum errno except faulthandler fcntl filecmp fileinput finally \
    fnmatch for fractions from ftplib functools gc genericpath getopt getpass gettext glob global graphlib grp \
    gzip hashlib heapq hmac html http idlelib if imaplib imghdr imp import importlib in inspect io ipaddress is \
    itertools json keyword lambda lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes \
    mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nonlocal not nt ntpath nturl2path numbers \
    opcode operator optparse or os ossaudiodev pass pathlib pdb pickle pickletools pipes pkgutil platform \
    plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat \
    pytest queue quopri raise random re readline reprlib resource return rlcompleter runpy sched secrets select \
    selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile \
    sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig \
    syslog tabnanny tarfile telnetlib tempfile termios test tests textwrap this threading time timeit tkinter \
    token tokenize tomllib trace traceback tracemalloc try tty turtle turtledemo types typing unicodedata \
    unittest urllib uu uuid venv warnings wave weakref webbrowser while winreg winsound with wsgiref xdrlib xml \
    xmlrpc yield zipapp zipfile zipimport zlib zoneinfo";

/// Copies the template into a new folder, whose last component is the name of the subnet. Returns that name.
pub fn create(folder: &Path) -> Result<String, String> {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    check(name).map_err(|fault| format!("{} is no name of a subnet: {fault}", folder.display()))?;
    fs::create_dir(folder).map_err(|error| cannot_make(folder, &error))?;
    for (path, text) in FILES {
        let path = folder.join(renamed(path, name));
        write(&path, &renamed(text, name)).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    Ok(name.into())
}

fn check(name: &str) -> Result<(), String> {
    let first = name.chars().next();
    let known = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if !first.is_some_and(|letter| letter.is_ascii_lowercase())
        || !name.chars().all(known)
        || name.ends_with('-')
        || name.contains("--")
    {
        return Err("use small letters, digits and single hyphens, and begin with a letter, as in my-subnet".into());
    }
    if TAKEN.split(' ').any(|word| word == package(name)) {
        return Err("Python or the template has that name: choose another, such as my-subnet".into());
    }
    Ok(())
}

fn cannot_make(folder: &Path, error: &io::Error) -> String {
    let path = folder.display();
    if error.kind() == io::ErrorKind::AlreadyExists {
        return format!("{path} exists: choose another name, or remove it");
    }
    format!("cannot make the folder {path}: {error}")
}

/// Returns a text of the template with the new name.
fn renamed(text: &str, name: &str) -> String {
    text.replace(PACKAGE, &package(name)).replace(TITLE, &title(name)).replace(NAME, name)
}

fn package(name: &str) -> String {
    name.replace('-', "_")
}

fn title(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    format!("{}{}", first.to_uppercase(), rest.replace('-', " "))
}

/// Writes a file of the new folder. A shell script can be run.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    #[cfg(unix)]
    if path.extension().is_some_and(|kind| kind == "sh") {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, path::PathBuf};

    /// Returns the paths of all files below a folder, without what Python and its tools leave there.
    fn kept_files(folder: &Path, within: &str, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder.join(within)).unwrap() {
            let entry = entry.unwrap();
            let path = Path::new(within).join(entry.file_name()).to_str().unwrap().to_owned();
            if entry.file_type().unwrap().is_file() {
                found.insert(path);
            } else if ![".venv", ".pytest_cache", "__pycache__"].contains(&entry.file_name().to_str().unwrap()) {
                kept_files(folder, &path, found);
            }
        }
    }

    #[test]
    fn every_file_of_the_template_is_copied() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/my-subnet");
        let mut kept = BTreeSet::new();
        kept_files(&folder, "", &mut kept);
        assert_eq!(FILES.map(|(path, _)| path.to_owned()).into_iter().collect::<BTreeSet<_>>(), kept);
    }

    #[test]
    fn a_new_subnet_has_its_own_name_everywhere() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("good-work2");
        assert_eq!(create(&folder).unwrap(), "good-work2");
        let mut found = Vec::new();
        for (path, _) in FILES {
            let path: PathBuf = folder.join(path.replace("my_subnet", "good_work2"));
            let text = fs::read_to_string(&path).unwrap();
            let old = [NAME, PACKAGE, TITLE].into_iter().filter(|name| text.contains(name));
            found.extend(old.map(|name| (path.clone(), name)));
        }
        assert_eq!(found, []);
        let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
        assert!(read("pyproject.toml").contains("name = \"good-work2\""));
        assert!(read("README.md").starts_with("# Good work2\n"));
        assert!(read("tests/test_subnet.py").contains("from good_work2 import miner, validator"));
        assert!(read("test.sh").starts_with("#!/usr/bin/env bash\n"));
    }

    #[cfg(unix)]
    #[test]
    fn its_script_can_be_run() {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::tempdir().unwrap();
        create(&parent.path().join("alone")).unwrap();
        let script = fs::metadata(parent.path().join("alone/test.sh")).unwrap();
        assert_eq!(script.permissions().mode() & 0o777, 0o755);
    }

    #[test]
    fn a_folder_that_exists_is_left_as_it_is() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("mine");
        fs::create_dir(&folder).unwrap();
        assert_eq!(
            create(&folder).unwrap_err(),
            format!("{} exists: choose another name, or remove it", folder.display())
        );
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_in_none_is_an_error_with_its_path() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("none/mine");
        let error = create(&folder).unwrap_err();
        assert!(error.starts_with(&format!("cannot make the folder {}: ", folder.display())), "{error}");
    }

    #[test]
    fn a_name_that_python_cannot_import_is_refused() {
        let parent = tempfile::tempdir().unwrap();
        for name in ["My-subnet", "2-subnets", "my_subnet", "my subnet", "-a", "a-", "a--b", "é", "..", "a.b"] {
            let error = create(&parent.path().join(name)).unwrap_err();
            assert!(error.contains("no name of a subnet: use small letters"), "{name}: {error}");
        }
        for name in ["class", "import", "bittensor", "dtao-test", "tests", "json"] {
            let error = create(&parent.path().join(name)).unwrap_err();
            assert!(
                error.ends_with("Python or the template has that name: choose another, such as my-subnet"),
                "{name}: {error}"
            );
        }
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
    }
}
