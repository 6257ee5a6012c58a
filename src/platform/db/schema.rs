//! The tables as diesel sees them, one declaration for both databases. Generated from the migrations; a
//! test compares it with the tables each database really has.

#![allow(missing_docs, reason = "the migrations say what each column is")]

diesel::table! {
    audit_event (seq) {
        seq -> BigInt,
        at -> Timestamp,
        actor_id -> Nullable<Text>,
        kind -> Text,
        subject_type -> Text,
        subject_id -> Text,
        payload -> Text,
        algorithm -> Text,
        prev_hash -> Text,
        hash -> Text,
    }
}

diesel::table! {
    audit_head (id) {
        id -> Integer,
        seq -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    job (id) {
        id -> Text,
        kind -> Text,
        payload -> Text,
        idempotency_key -> Nullable<Text>,
        state -> Text,
        run_at -> Timestamp,
        lease_owner -> Nullable<Text>,
        lease_until -> Nullable<Timestamp>,
        attempts -> Integer,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        done_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    schedule_run (name) {
        name -> Text,
        last_run_at -> Timestamp,
    }
}

diesel::table! {
    setting (name) {
        name -> Text,
        value -> Text,
        changed_by -> Text,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    idempotent_answer (person_id, request_key) {
        person_id -> Text,
        request_key -> Text,
        body_hash -> Text,
        answer -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    department (id) {
        id -> Text,
        slug -> Text,
        name -> Text,
        name_en -> Text,
        kind -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    person (id) {
        id -> Text,
        username -> Text,
        name -> Text,
        employee_no -> Text,
        department_id -> Text,
        email -> Nullable<Text>,
        password_hash -> Text,
        password_set_at -> Timestamp,
        password_expires_at -> Nullable<Timestamp>,
        must_change_password -> Bool,
        totp_secret -> Nullable<Text>,
        totp_last_step -> Nullable<BigInt>,
        lang -> Nullable<Text>,
        theme -> Nullable<Text>,
        text_size -> Nullable<Text>,
        disabled_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    person_role (person_id, role) {
        person_id -> Text,
        role -> Text,
        granted_by -> Nullable<Text>,
        granted_at -> Timestamp,
    }
}

diesel::table! {
    session (id) {
        id -> Text,
        token_hash -> Text,
        person_id -> Text,
        kind -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
        proved_at -> Timestamp,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
        second_factor -> Bool,
        address -> Text,
        agent -> Text,
    }
}

diesel::table! {
    login_throttle (subject) {
        subject -> Text,
        failures -> Integer,
        allowance_ms -> BigInt,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    notification (id) {
        id -> Text,
        person_id -> Text,
        kind -> Text,
        args -> Text,
        link -> Text,
        created_at -> Timestamp,
        read_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    feedback (id) {
        id -> Text,
        person_id -> Text,
        page -> Text,
        text -> Text,
        created_at -> Timestamp,
        answer -> Nullable<Text>,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::joinable!(session -> person (person_id));

diesel::allow_tables_to_appear_in_same_query!(person, person_role, session, department);
