//! Servers that are slow, break off, have nothing, or are gone.

use std::time::Instant;

use super::server::Pace;
use super::*;

#[test]
fn a_cut_download_is_resumed() {
    let mut world = World::new();
    world.manner.cut_first_at = Some(100_000);
    let server = world.serve();
    world.install(&server).unwrap();
    assert_eq!(server.requests_for(".zip"), [format!("{} ", zip_path()), format!("{} 100000", zip_path())]);
}

#[test]
fn a_download_that_stalls_is_resumed() {
    let mut world = World::new();
    world.manner.stall_first_at = Some(100_000);
    let server = world.serve();
    let began = Instant::now();
    world.install(&server).unwrap();
    assert_eq!(server.requests_for(".zip").len(), 2);
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

#[test]
fn a_second_run_continues_where_the_first_was_killed() {
    let world = World::new();
    let server = world.serve();
    fs::write(world.leftover(), &world.files[&zip_path()][..250_000]).unwrap();
    world.install(&server).unwrap();
    assert_eq!(server.requests_for(".zip"), [format!("{} 250000", zip_path())]);
}

#[test]
fn a_resumed_download_follows_redirections() {
    let mut world = World::new();
    world.manner.redirects = true;
    let server = world.serve();
    fs::write(world.leftover(), &world.files[&zip_path()][..250_000]).unwrap();
    world.install(&server).unwrap();
    assert!(server.requests_for(".zip").contains(&format!("/moved{} 250000", zip_path())));
}

#[test]
fn a_whole_archive_of_an_earlier_run_is_used() {
    let world = World::new();
    fs::write(world.leftover(), &world.files[&zip_path()]).unwrap();
    world.install(&world.serve()).unwrap();
}

#[test]
fn a_leftover_of_another_file_is_fetched_anew() {
    let world = World::new();
    let server = world.serve();
    fs::write(world.leftover(), "another release").unwrap();
    world.install(&server).unwrap();
    assert_eq!(server.requests_for(".zip").len(), 2);
}

#[test]
fn a_server_that_knows_no_ranges_sends_it_all_again() {
    let mut world = World::new();
    world.manner.no_ranges = true;
    fs::write(world.leftover(), &world.files[&zip_path()][..250_000]).unwrap();
    let server = world.serve();
    world.install(&server).unwrap();
    assert_eq!(server.requests_for(".zip").len(), 1);
}

#[test]
fn a_server_that_dribbles_or_never_answers_is_given_up_in_time() {
    assert!(Patience::default().reach <= Duration::from_secs(5));
    for pace in [Pace::Dribbling, Pace::Silent] {
        let mut world = World::new();
        world.manner.pace = pace;
        let server = world.serve();
        let began = Instant::now();
        let failure = world.fetch(&server, Duration::from_millis(300)).unwrap_err();
        assert!(matches!(failure, Error::Unreachable { .. }), "{failure}");
        assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    }
}

#[test]
fn a_closed_port_is_given_up_at_once() {
    let world = World::new();
    // Bound and dropped again: nobody listens there.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut server = world.serve();
    server.address = format!("http://127.0.0.1:{port}");
    let failure = world.fetch(&server, patience().reach).unwrap_err();
    assert!(matches!(failure, Error::Unreachable { .. }), "{failure}");
}

#[test]
fn a_release_that_is_not_there_is_reported_with_its_address() {
    for missing in [SUMS.to_owned(), zip_path()] {
        let mut world = World::new();
        world.files.remove(&missing);
        let failure = world.install(&world.serve()).unwrap_err().to_string();
        assert!(failure.contains(&missing) && failure.contains("404"), "{failure}");
    }
}
